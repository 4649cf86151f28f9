import { expect } from 'chai';
import { kubectl } from '../../../cli/kubectl/index.ts';
import { memoryTerminal } from '../../../cli/shared/memory-terminal.ts';
import { DEPRECATIONS, DIFFERENCES, versionsOf, type Difference } from '../../../core/kubernetes/versions.ts';
import { testCluster, type TestCluster } from '../../support/cluster.ts';
import { oracleLab } from '../../support/transcript-lab.ts';

const MINORS = Array.from({ length: 14 }, (_, i) => 17 + i);
const versionOf = (minor: number): string => `1.${minor}.4`;
const PODS = '/api/v1/namespaces/default/pods';
const NODE = 'aks-nodepool1-12345678-vmss000000';
/** The last minor that has PodSecurityPolicy: what only that plugin shows cannot be seen later. */
const LAST_WITH_POLICIES = 24;

const clusters = new Map<number, TestCluster>();

/** A cluster of that minor, made once. */
function clusterOf(minor: number): TestCluster {
  let cluster = clusters.get(minor);
  if (!cluster) {
    const version = versionOf(minor);
    cluster = testCluster({ version, podSecurityPolicy: minor <= LAST_WITH_POLICIES, nodes: [{ name: NODE, version }] });
    if (minor <= LAST_WITH_POLICIES)
      cluster.ask('POST', '/apis/policy/v1beta1/podsecuritypolicies', {
        apiVersion: 'policy/v1beta1',
        kind: 'PodSecurityPolicy',
        metadata: { name: 'plain', annotations: ANY_SECCOMP },
        spec: PLAIN_POLICY,
      });
    cluster.ask('POST', '/apis/rbac.authorization.k8s.io/v1/clusterroles', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'plain' },
      rules: PLAIN_RULES,
    });
    cluster.ask('POST', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'plain' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'plain' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'dev' }],
    });
    cluster.settle();
    clusters.set(minor, cluster);
  }
  return cluster;
}

const ANY = { rule: 'RunAsAny' };
const PLAIN_POLICY = { runAsUser: ANY, seLinux: ANY, fsGroup: ANY, supplementalGroups: ANY, volumes: ['*'] };
const ANY_SECCOMP = { 'seccomp.security.alpha.kubernetes.io/allowedProfileNames': '*' };
/** dev may make pods, and use the policy that allows no unsafe sysctl. */
const PLAIN_RULES = [
  { apiGroups: [''], resources: ['pods'], verbs: ['create'] },
  { apiGroups: ['policy'], resources: ['podsecuritypolicies'], resourceNames: ['plain'], verbs: ['use'] },
];

const pod = (spec: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { containers: [{ name: 'c', image: 'nginx' }], ...spec },
});
const tried = (cluster: TestCluster, spec: object = {}, user?: string) => cluster.ask('POST', `${PODS}?dryRun=All`, pod(spec), { user });
const isListed =
  (path: string) =>
  (cluster: TestCluster): boolean =>
    cluster.ask('GET', path).code === 200;
const withSysctl =
  (name: string) =>
  (cluster: TestCluster): boolean =>
    tried(cluster, { securityContext: { sysctls: [{ name, value: '0 1' }] } }, 'dev').code === 201;

/** How each difference shows at the door; undefined where it cannot be seen in that minor. */
const SEEN: Record<Difference, (cluster: TestCluster, minor: number) => boolean | undefined> = {
  podSecurityPolicy: isListed('/apis/policy/v1beta1/podsecuritypolicies'),
  pspPrefixedRefusal: (c, minor) =>
    minor > LAST_WITH_POLICIES
      ? undefined
      : tried(c, { hostNetwork: true }, 'dev').body.message.includes('forbidden: PodSecurityPolicy: unable to admit pod: '),
  warningHeaders: (c) => c.ask('GET', '/api/v1/componentstatuses').warnings !== undefined,
  seccompProfileFields: (c) =>
    tried(c, { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }).body.spec.securityContext?.seccompProfile !== undefined,
  ingressV1: isListed('/apis/networking.k8s.io/v1/ingresses'),
  ingressV1beta1: isListed('/apis/networking.k8s.io/v1beta1/ingresses'),
  ingressClassV1beta1: isListed('/apis/networking.k8s.io/v1beta1/ingressclasses'),
  selfLink: (c) => c.ask('GET', '/api/v1/namespaces/default').body.metadata.selfLink === '/api/v1/namespaces/default',
  rootCaConfigMap: isListed('/api/v1/namespaces/default/configmaps/kube-root-ca.crt'),
  rfc1123Wording: (c) =>
    c
      .ask('POST', '/api/v1/namespaces/default/configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'A_' } })
      .body.message.includes('a lowercase RFC 1123 subdomain'),
  ipv6RangesWording: (c) =>
    c
      .ask('POST', '/api/v1/namespaces/default/endpoints', {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: { name: 'e' },
        subsets: [{ addresses: [{ ip: '0.0.0.0' }] }],
      })
      .body.message.endsWith('may not be unspecified (0.0.0.0 or ::)'),
  projectedTokenVolumes: (c) => tried(c).body.spec.volumes[0].projected !== undefined,
  tokenSecrets: (c) => c.ask('GET', '/api/v1/namespaces/default/serviceaccounts/default').body.secrets !== undefined,
  batchV1CronJob: isListed('/apis/batch/v1/cronjobs'),
  policyV1: isListed('/apis/policy/v1/poddisruptionbudgets'),
  policyV1Eviction(c) {
    const { code } = c.ask('POST', `${PODS}/absent/eviction`, { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'absent' } });
    return code === 404;
  },
  batchV1beta1: isListed('/apis/batch/v1beta1/cronjobs'),
  policyV1beta1: isListed('/apis/policy/v1beta1/poddisruptionbudgets'),
  nodeV1: isListed('/apis/node.k8s.io/v1/runtimeclasses'),
  nodeV1beta1: isListed('/apis/node.k8s.io/v1beta1/runtimeclasses'),
  rbacV1beta1: isListed('/apis/rbac.authorization.k8s.io/v1beta1/roles'),
  v1beta1Apis: isListed('/apis/apiextensions.k8s.io/v1beta1/customresourcedefinitions'),
  certificatesV1: isListed('/apis/certificates.k8s.io/v1/certificatesigningrequests'),
  flowControlV1beta1: isListed('/apis/flowcontrol.apiserver.k8s.io/v1beta1/flowschemas'),
  flowControlV1beta2: isListed('/apis/flowcontrol.apiserver.k8s.io/v1beta2/flowschemas'),
  endpointSliceV1: isListed('/apis/discovery.k8s.io/v1/endpointslices'),
  endpointSliceV1beta1: isListed('/apis/discovery.k8s.io/v1beta1/endpointslices'),
  eventsV1: isListed('/apis/events.k8s.io/v1/events'),
  eventsV1beta1: isListed('/apis/events.k8s.io/v1beta1/events'),
  autoscalingV2beta1: isListed('/apis/autoscaling/v2beta1/horizontalpodautoscalers'),
  autoscalingV2beta2: isListed('/apis/autoscaling/v2beta2/horizontalpodautoscalers'),
  autoscalingV2: isListed('/apis/autoscaling/v2/horizontalpodautoscalers'),
  serviceClusterIPs: (c) =>
    c.ask('POST', '/api/v1/namespaces/default/services', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { generateName: 's-' },
      spec: { ports: [{ port: 80 }] },
    }).body.spec.clusterIPs !== undefined,
  namespaceNameLabel: (c) => c.ask('GET', '/api/v1/namespaces/default').body.metadata.labels?.['kubernetes.io/metadata.name'] === 'default',
  ephemeralContainers: (c) => c.ask('GET', '/api/v1').body.resources.some((r: { name: string }) => r.name === 'pods/ephemeralcontainers'),
  safePingGroupRange: (c, minor) => (minor > LAST_WITH_POLICIES ? undefined : withSysctl('net.ipv4.ping_group_range')(c)),
  safeUnprivilegedPortStart: (c, minor) => (minor > LAST_WITH_POLICIES ? undefined : withSysctl('net.ipv4.ip_unprivileged_port_start')(c)),
  podNodeAffinityWording(c) {
    const { name } = c.ask('POST', PODS, { ...pod({ nodeSelector: { no: 'such' } }), metadata: { generateName: 'unplaced-' } }).body
      .metadata;
    c.settle();
    const { conditions = [] } = c.ask('GET', `${PODS}/${name}`).body.status;
    return conditions.some(({ message = '' }: { message?: string }) => message.includes("didn't match Pod's node affinity"));
  },
  nonPreemptingPriority: (c) =>
    tried(c, { priorityClassName: 'system-cluster-critical' }).body.spec?.preemptionPolicy === 'PreemptLowerPriority',
};

describe('versions', () => {
  for (const difference of Object.keys(DIFFERENCES) as Difference[]) {
    it(`${difference}: at the door of every minor as the table says`, () => {
      for (const minor of MINORS) {
        const seen = SEEN[difference](clusterOf(minor), minor);
        if (seen !== undefined) expect(seen, versionOf(minor)).to.equal(versionsOf(versionOf(minor)).has(difference));
      }
    });
  }

  describe('deprecated APIs', () => {
    for (const [api, { until }] of Object.entries(DEPRECATIONS)) {
      it(`${api}: warned of, then gone`, () => {
        for (const minor of MINORS) {
          const { code, warnings } = use(clusterOf(minor), api);
          if (minor >= until) expect(code, versionOf(minor)).to.equal(404);
          else if (code !== 404) expect(warnings?.[0], versionOf(minor)).to.equal(versionsOf(versionOf(minor)).deprecation(api));
        }
        expect(use(clusterOf(until - 1), api).code, `1.${until - 1}`).to.be.oneOf([200, 201]);
      });
    }
    it('names what to use instead', () => {
      const said = (minor: number, api: string) => versionsOf(versionOf(minor)).deprecation(api);
      expect(said(21, 'policy/v1beta1 PodSecurityPolicy')).to.equal(
        'policy/v1beta1 PodSecurityPolicy is deprecated in v1.21+, unavailable in v1.25+',
      );
      expect(said(20, 'extensions/v1beta1 Ingress')).to.equal(
        'extensions/v1beta1 Ingress is deprecated in v1.14+, unavailable in v1.22+; use networking.k8s.io/v1 Ingress',
      );
      expect(said(22, 'autoscaling/v2beta1 HorizontalPodAutoscaler')).to.match(/use autoscaling\/v2beta2 HorizontalPodAutoscaler$/);
      expect(said(23, 'autoscaling/v2beta1 HorizontalPodAutoscaler')).to.match(/use autoscaling\/v2 HorizontalPodAutoscaler$/);
      expect(said(18, 'extensions/v1beta1 Ingress')).to.equal(undefined);
    });
  });

  describe('through kubectl', () => {
    async function run(minor: number, command: string): Promise<{ out: string; err: string }> {
      const home = '/home/.akslab';
      const { lab, kubeconfig } = await oracleLab({ home, version: versionOf(minor), podSecurityPolicy: minor <= LAST_WITH_POLICIES });
      const terminal = memoryTerminal({ files: { [`${home}/kubeconfig`]: kubeconfig } });
      await kubectl(command.split(' '), terminal, lab);
      return { out: terminal.out, err: terminal.err };
    }
    it('get psp: plain, warned of, gone', async () => {
      for (const minor of MINORS) {
        const { err } = await run(minor, 'get psp nope');
        const missing = 'Error from server (NotFound): podsecuritypolicies.policy "nope" not found\n';
        const warning = 'Warning: policy/v1beta1 PodSecurityPolicy is deprecated in v1.21+, unavailable in v1.25+\n';
        const expected =
          minor > LAST_WITH_POLICIES ? 'error: the server doesn\'t have a resource type "psp"\n' : minor > 20 ? warning + missing : missing;
        expect(err, versionOf(minor)).to.equal(expected);
      }
    });
    it('version: says which', async () => {
      for (const minor of MINORS)
        expect((await run(minor, 'version --short')).out, versionOf(minor)).to.equal(
          `Client Version: v1.20.2\nServer Version: v${versionOf(minor)}\n`,
        );
    });
  });
});

/** A list, or for a review a question, in that API. */
function use(cluster: TestCluster, api: string) {
  const [groupVersion, kind] = api.split(' ') as [string, string];
  if (!kind.endsWith('Review'))
    return cluster.ask(
      'GET',
      `/apis/${groupVersion}/${kind === 'PriorityClass' || kind.endsWith('Class') || kind.endsWith('Ingress') ? `${kind.toLowerCase()}es` : kind.endsWith('Policy') ? 'podsecuritypolicies' : `${kind.toLowerCase()}s`}`,
    );
  const path = kind.startsWith('Local') ? `namespaces/default/${kind.toLowerCase()}s` : `${kind.toLowerCase()}s`;
  const resourceAttributes = { verb: 'get', resource: 'pods', namespace: 'default' };
  return cluster.ask('POST', `/apis/${groupVersion}/${path}`, {
    apiVersion: groupVersion,
    kind,
    spec: { resourceAttributes, user: 'x', token: 'x', namespace: 'default' },
  });
}
