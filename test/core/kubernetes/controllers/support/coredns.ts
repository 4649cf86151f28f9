/**
 * CoreDNS as kubeadm installs it, whose replica sets' names are known from the listings of kube-system: with probes, volumes, limits and
 * affinity, of every minor. The template is that of kubeadm 1.20.2; where others differ stands in the table (a name has 32 bits, so that a
 * difference which gives the known name is the right one).
 */
import type { Known } from './known-hashes.ts';

interface Release {
  version: string;
  hash: string;
  image: string;
  /** Roles that a node of the control plane is tainted with. */
  roles: string[];
  spread?: boolean;
  drop?: string;
  os?: string;
}

const OLD = ['master'];
const BOTH = ['master', 'control-plane'];
const NEW = ['control-plane'];
const RELEASES: readonly Release[] = [
  { version: '1.17.13', hash: '6955765f44', image: 'k8s.gcr.io/coredns:1.6.5', roles: OLD, os: 'beta.kubernetes.io/os' },
  { version: '1.18.8', hash: '66bff467f8', image: 'k8s.gcr.io/coredns:1.6.7', roles: OLD },
  { version: '1.19.7', hash: 'f9fd979d6', image: 'k8s.gcr.io/coredns:1.7.0', roles: OLD },
  { version: '1.20.2', hash: '74ff55c5b', image: 'k8s.gcr.io/coredns:1.7.0', roles: BOTH },
  { version: '1.21.2', hash: '558bd4d5db', image: 'k8s.gcr.io/coredns/coredns:v1.8.0', roles: BOTH },
  { version: '1.22.6', hash: '78fcd69978', image: 'k8s.gcr.io/coredns/coredns:v1.8.4', roles: BOTH },
  { version: '1.23.12', hash: '64897985d', image: 'k8s.gcr.io/coredns/coredns:v1.8.6', roles: BOTH },
  { version: '1.24.6', hash: '6d4b75cb6d', image: 'k8s.gcr.io/coredns/coredns:v1.8.6', roles: BOTH },
  { version: '1.25.4', hash: '565d847f94', image: 'registry.k8s.io/coredns/coredns:v1.9.3', roles: BOTH, spread: true },
  { version: '1.26.0', hash: '787d4945fb', image: 'registry.k8s.io/coredns/coredns:v1.9.3', roles: NEW, spread: true },
  { version: '1.27.1', hash: '5d78c9869d', image: 'registry.k8s.io/coredns/coredns:v1.10.1', roles: NEW, spread: true },
  { version: '1.28.0', hash: '5dd5756b68', image: 'registry.k8s.io/coredns/coredns:v1.10.1', roles: NEW, spread: true },
  { version: '1.29.0', hash: '76f75df574', image: 'registry.k8s.io/coredns/coredns:v1.11.1', roles: NEW, spread: true, drop: 'ALL' },
  { version: '1.30.0', hash: '7db6d8ff4d', image: 'registry.k8s.io/coredns/coredns:v1.11.1', roles: NEW, spread: true, drop: 'ALL' },
];

const labels = { 'k8s-app': 'kube-dns' };
const spreading = {
  podAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 100,
        podAffinityTerm: {
          labelSelector: { matchExpressions: [{ key: 'k8s-app', operator: 'In', values: ['kube-dns'] }] },
          topologyKey: 'kubernetes.io/hostname',
        },
      },
    ],
  },
};

const container = ({ image, drop = 'all' }: Release): object => ({
  name: 'coredns',
  image: image,
  imagePullPolicy: 'IfNotPresent',
  resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
  args: ['-conf', '/etc/coredns/Corefile'],
  volumeMounts: [{ name: 'config-volume', mountPath: '/etc/coredns', readOnly: true }],
  ports: [
    { containerPort: 53, name: 'dns', protocol: 'UDP' },
    { containerPort: 53, name: 'dns-tcp', protocol: 'TCP' },
    { containerPort: 9153, name: 'metrics', protocol: 'TCP' },
  ],
  livenessProbe: {
    httpGet: { path: '/health', port: 8080, scheme: 'HTTP' },
    initialDelaySeconds: 60,
    timeoutSeconds: 5,
    successThreshold: 1,
    failureThreshold: 5,
  },
  readinessProbe: { httpGet: { path: '/ready', port: 8181, scheme: 'HTTP' } },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { add: ['NET_BIND_SERVICE'], drop: [drop] },
    readOnlyRootFilesystem: true,
  },
});

const specOf = (release: Release): object => ({
  selector: { matchLabels: labels },
  template: {
    metadata: { labels },
    spec: {
      priorityClassName: 'system-cluster-critical',
      serviceAccountName: 'coredns',
      ...(release.spread ? { affinity: spreading } : {}),
      tolerations: [
        { key: 'CriticalAddonsOnly', operator: 'Exists' },
        ...release.roles.map((role) => ({ key: `node-role.kubernetes.io/${role}`, effect: 'NoSchedule' })),
      ],
      nodeSelector: { [release.os ?? 'kubernetes.io/os']: 'linux' },
      containers: [container(release)],
      dnsPolicy: 'Default',
      volumes: [{ name: 'config-volume', configMap: { name: 'coredns', items: [{ key: 'Corefile', path: 'Corefile' }] } }],
    },
  },
});

export const COREDNS: readonly Known[] = RELEASES.map((release) => ({
  name: 'coredns',
  spec: specOf(release),
  hashes: { [release.version]: release.hash },
}));
