/** Kinds that are kept and shown but move nothing: their defaults, their rules and their tables. */
import { expect } from 'chai';
import { testCluster } from '../../../support/cluster.ts';

const TABLE = { headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' } };

interface Kind {
  path: string;
  object: Record<string, any>;
  /** What the server adds to it, or the start of the refusal. */
  becomes?: object;
  cells: unknown[];
}

const KINDS: Kind[] = [
  {
    path: '/apis/storage.k8s.io/v1/storageclasses',
    object: {
      kind: 'StorageClass',
      metadata: { name: 'x', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'kubernetes.io/azure-disk',
    },
    becomes: { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' },
    cells: ['x (default)', 'kubernetes.io/azure-disk', 'Delete', 'Immediate', false, '0s'],
  },
  {
    path: '/api/v1/persistentvolumes',
    object: {
      kind: 'PersistentVolume',
      spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce', 'ReadOnlyMany'], hostPath: { path: '/x' } },
    },
    becomes: { status: { phase: 'Pending' } },
    cells: ['x', '1Gi', 'RWO,ROX', 'Retain', 'Available', '', '', '', '0s', 'Filesystem'],
  },
  {
    path: '/apis/coordination.k8s.io/v1/namespaces/default/leases',
    object: { kind: 'Lease', spec: { holderIdentity: 'me' } },
    cells: ['x', 'me', '0s'],
  },
  {
    path: '/apis/storage.k8s.io/v1/csidrivers',
    object: { kind: 'CSIDriver', spec: {} },
    becomes: { spec: { attachRequired: true, podInfoOnMount: false, volumeLifecycleModes: ['Persistent'] } },
    cells: ['x', true, false, 'Persistent', '0s'],
  },
  {
    path: '/apis/storage.k8s.io/v1/csinodes',
    object: { kind: 'CSINode', spec: { drivers: [{ name: 'd', nodeID: 'n', topologyKeys: null }] } },
    cells: ['x', 1, '0s'],
  },
  {
    path: '/apis/storage.k8s.io/v1/volumeattachments',
    object: { kind: 'VolumeAttachment', spec: { attacher: 'a', nodeName: 'n', source: { persistentVolumeName: 'pv' } } },
    becomes: { status: { attached: false } },
    cells: ['x', 'a', 'pv', 'n', false, '0s'],
  },
  {
    path: '/apis/networking.k8s.io/v1/ingressclasses',
    object: { kind: 'IngressClass', spec: { controller: 'example.com/c' } },
    cells: ['x', 'example.com/c', '<none>', '0s'],
  },
  {
    path: '/apis/policy/v1beta1/namespaces/default/poddisruptionbudgets',
    object: { kind: 'PodDisruptionBudget', spec: { maxUnavailable: '50%' } },
    cells: ['x', 'N/A', '50%', 0, '0s'],
  },
  {
    path: '/apis/networking.k8s.io/v1/namespaces/default/networkpolicies',
    object: { kind: 'NetworkPolicy', spec: { podSelector: { matchLabels: { app: 'web' } }, egress: [{}] } },
    becomes: { spec: { podSelector: { matchLabels: { app: 'web' } }, egress: [{}], policyTypes: ['Ingress', 'Egress'] } },
    cells: ['x', 'app=web', '0s'],
  },
  {
    path: '/api/v1/namespaces/default/endpoints',
    object: {
      kind: 'Endpoints',
      subsets: [{ addresses: ['1', '2', '3', '4'].map((n) => ({ ip: `10.1.0.${n}` })), ports: [{ port: 80 }] }],
    },
    cells: ['x', '10.1.0.1:80,10.1.0.2:80,10.1.0.3:80 + 1 more...', '0s'],
  },
  {
    path: '/apis/discovery.k8s.io/v1beta1/namespaces/default/endpointslices',
    object: { kind: 'EndpointSlice', addressType: 'IPv4', endpoints: [{ addresses: ['10.1.0.1'] }], ports: [{ port: 80 }] },
    cells: ['x', 'IPv4', '80', '10.1.0.1', '0s'],
  },
  {
    path: '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations',
    object: {
      kind: 'ValidatingWebhookConfiguration',
      webhooks: [{ name: 'a.example.com', clientConfig: { url: 'https://x' }, sideEffects: 'None', admissionReviewVersions: ['v1'] }],
    },
    becomes: {
      webhooks: [
        {
          name: 'a.example.com',
          clientConfig: { url: 'https://x' },
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
          failurePolicy: 'Fail',
          matchPolicy: 'Equivalent',
          timeoutSeconds: 10,
          namespaceSelector: {},
          objectSelector: {},
        },
      ],
    },
    cells: ['x', 1, '0s'],
  },
  {
    path: '/apis/apiregistration.k8s.io/v1/apiservices',
    object: {
      kind: 'APIService',
      metadata: { name: 'v1.example.com' },
      spec: { group: 'example.com', version: 'v1', groupPriorityMinimum: 10, versionPriority: 10 },
    },
    cells: ['v1.example.com', 'Local', 'True', '0s'],
  },
  {
    path: '/apis/flowcontrol.apiserver.k8s.io/v1beta1/flowschemas',
    object: { kind: 'FlowSchema', spec: { priorityLevelConfiguration: { name: 'p' } } },
    cells: ['x', 'p', 1000, '<none>', '0s', '?'],
  },
  {
    path: '/apis/flowcontrol.apiserver.k8s.io/v1beta1/prioritylevelconfigurations',
    object: { kind: 'PriorityLevelConfiguration', spec: { type: 'Limited', limited: { limitResponse: { type: 'Queue', queuing: {} } } } },
    cells: ['x', 'Limited', '30', '64', '8', '50', '0s'],
  },
  {
    path: '/apis/certificates.k8s.io/v1/certificatesigningrequests',
    object: {
      kind: 'CertificateSigningRequest',
      spec: { request: btoa('-----BEGIN CERTIFICATE REQUEST-----\n'), signerName: 'example.com/s', usages: ['client auth'] },
    },
    cells: ['x', '0s', 'example.com/s', 'admin', 'Pending'],
  },
];

describe('kinds that are kept and shown', () => {
  for (const { path, object, becomes, cells } of KINDS) {
    it(`${object.kind} has its defaults and its columns`, () => {
      const cluster = testCluster();
      const apiVersion = path.startsWith('/api/') ? 'v1' : path.split('/').slice(2, 4).join('/');
      const { code, body } = cluster.ask('POST', path, { apiVersion, metadata: { name: 'x' }, ...object });
      expect(code, body.message).to.equal(201);
      if (becomes) expect(body).to.deep.include(becomes);
      const table = cluster.ask('GET', `${path}/${body.metadata.name}`, undefined, TABLE).body;
      expect(table.rows[0].cells).to.deep.equal(cells);
      // A controller may have written its status meanwhile.
      const current = cluster.ask('GET', `${path}/${body.metadata.name}`).body;
      expect(cluster.ask('PUT', `${path}/${body.metadata.name}`, current).code).to.equal(200);
    });
  }

  const refusals: [string, Record<string, any>, string][] = [
    [
      '/apis/storage.k8s.io/v1/storageclasses',
      { kind: 'StorageClass', provisioner: 'x', reclaimPolicy: 'Recycle' },
      'StorageClass.storage.k8s.io "x" is invalid: reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"',
    ],
    [
      '/api/v1/persistentvolumes',
      { kind: 'PersistentVolume', spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'] } },
      'PersistentVolume "x" is invalid: spec: Required value: must specify a volume type',
    ],
    [
      '/apis/coordination.k8s.io/v1/namespaces/default/leases',
      { kind: 'Lease', spec: { leaseDurationSeconds: 0 } },
      'Lease.coordination.k8s.io "x" is invalid: spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0',
    ],
    [
      '/apis/policy/v1beta1/namespaces/default/poddisruptionbudgets',
      { kind: 'PodDisruptionBudget', spec: { minAvailable: '150%' } },
      'PodDisruptionBudget.policy "x" is invalid: spec.minAvailable: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:"150%"}: must not be greater than 100%',
    ],
    [
      '/apis/networking.k8s.io/v1/ingressclasses',
      { kind: 'IngressClass', spec: { controller: 'c' } },
      'IngressClass.networking.k8s.io "x" is invalid: spec.controller: Invalid value: "c": must be a domain-prefixed path (such as "acme.io/foo")',
    ],
    [
      '/api/v1/namespaces/default/endpoints',
      { kind: 'Endpoints', subsets: [{}] },
      'Endpoints "x" is invalid: subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`',
    ],
    [
      '/apis/networking.k8s.io/v1/namespaces/default/networkpolicies',
      {
        kind: 'NetworkPolicy',
        spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/8'] } }] }] },
      },
      'NetworkPolicy.extensions "x" is invalid: spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: 11.0.0.0: not within CIDR range',
    ],
    [
      '/api/v1/namespaces',
      { kind: 'Namespace', metadata: { name: 'a.b' } },
      "Namespace \"a.b\" is invalid: metadata.name: Invalid value: \"a.b\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ],
  ];
  for (const [path, object, message] of refusals) {
    it(`${object.kind} is refused as the real server refuses it`, () => {
      const apiVersion = path.startsWith('/api/') ? 'v1' : path.split('/').slice(2, 4).join('/');
      expect(testCluster().ask('POST', path, { apiVersion, metadata: { name: 'x' }, ...object }).body.message).to.equal(message);
    });
  }
});
