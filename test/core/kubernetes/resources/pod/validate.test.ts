import { expect } from 'chai';
import { pods } from '../../../../../core/kubernetes/resources/pods.ts';
import { createErrors } from '../../../../support/definitions.ts';

const errors = (spec: object, annotations?: object): string[] =>
  createErrors(pods, { metadata: { name: 'x', annotations }, spec: { containers: [{ name: 'c', image: 'i' }], ...spec } });
const ofContainer = (fields: object, more: object = {}): string[] =>
  errors({ containers: [{ name: 'c', image: 'i', ...fields }], ...more });
const ofVolume = (source: object): string[] => errors({ volumes: [{ name: 'v', ...source }] });

/** What is wrong, and every message that it gives. */
type Case = [what: string, given: string[], expected: string[]];
const table = (title: string, cases: Case[]): void =>
  void describe(title, () => cases.forEach(([what, given, expected]) => it(what, () => expect(given).to.deep.equal(expected))));

table('pod validation: containers', [
  ['a sound pod', errors({}), []],
  ['no containers', errors({ containers: [] }), ['spec.containers: Required value']],
  [
    'no name, no image',
    errors({ containers: [{}] }),
    ['spec.containers[0].name: Required value', 'spec.containers[0].image: Required value'],
  ],
  [
    'a name twice',
    errors({
      containers: [
        { name: 'c', image: 'i' },
        { name: 'c', image: 'i' },
      ],
    }),
    ['spec.containers[1].name: Duplicate value: "c"'],
  ],
  [
    "an init container of a container's name",
    errors({ initContainers: [{ name: 'c', image: 'i' }] }),
    ['spec.initContainers[0].name: Duplicate value: "c"'],
  ],
  [
    'a port without number, one too high',
    ofContainer({ ports: [{}, { containerPort: 70000 }] }),
    [
      'spec.containers[0].ports[0].containerPort: Required value',
      'spec.containers[0].ports[1].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ],
  ],
  [
    'a host port twice',
    ofContainer({
      ports: [
        { containerPort: 1, hostPort: 80 },
        { containerPort: 2, hostPort: 80 },
      ],
    }),
    ['spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//80"'],
  ],
  [
    "another port on the host's network",
    ofContainer({ ports: [{ containerPort: 1, hostPort: 2 }] }, { hostNetwork: true }),
    ['spec.containers[0].ports[0].containerPort: Invalid value: 1: must match `hostPort` when `hostNetwork` is true'],
  ],
  [
    'a variable from nowhere, one from two places',
    ofContainer({
      env: [
        { name: 'A', valueFrom: {} },
        { name: 'B', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      ],
    }),
    [
      'spec.containers[0].env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`',
      'spec.containers[0].env[1].valueFrom: Invalid value: "": may not be specified when `value` is not empty',
    ],
  ],
  [
    'a field that cannot be shown',
    ofContainer({ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'status.phase' } } }] }),
    [
      'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "status.phase": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.podIP", "status.podIPs"',
    ],
  ],
  [
    'a probe that does nothing',
    ofContainer({ livenessProbe: { periodSeconds: -1 } }),
    [
      'spec.containers[0].livenessProbe: Required value: must specify a handler type',
      'spec.containers[0].livenessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0',
    ],
  ],
  [
    'a probe of two kinds',
    ofContainer({ readinessProbe: { exec: { command: ['x'] }, tcpSocket: { port: 1 } } }),
    ['spec.containers[0].readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type'],
  ],
  [
    'more requested than allowed',
    ofContainer({ resources: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } } }),
    ['spec.containers[0].resources.requests: Invalid value: "2Gi": must be less than or equal to memory limit'],
  ],
  [
    'a resource nobody knows',
    ofContainer({ resources: { limits: { gold: '1' } } }),
    [
      'spec.containers[0].resources.limits[gold]: Invalid value: "gold": must be a standard resource type or fully qualified',
      'spec.containers[0].resources.limits[gold]: Invalid value: "gold": must be a standard resource for containers',
      'spec.containers[0].resources.requests[gold]: Invalid value: "gold": must be a standard resource type or fully qualified',
      'spec.containers[0].resources.requests[gold]: Invalid value: "gold": must be a standard resource for containers',
    ],
  ],
  [
    'a mount of no volume',
    ofContainer({ volumeMounts: [{ name: 'v', mountPath: '/v' }] }),
    ['spec.containers[0].volumeMounts[0].name: Not found: "v"'],
  ],
  [
    'a mount that climbs',
    ofContainer({ volumeMounts: [{ name: 'v', mountPath: '/v', subPath: '../x' }] }, { volumes: [{ name: 'v' }] }),
    ['spec.containers[0].volumeMounts.subPath: Invalid value: "../x": must not contain \'..\''],
  ],
]);

table('pod validation: security', [
  [
    'privileged without escalation',
    ofContainer({ securityContext: { privileged: true, allowPrivilegeEscalation: false } }).map((text) =>
      text.replace(/core\..*\}/, '...'),
    ),
    ['spec.containers[0].securityContext: Invalid value: ...: cannot set `allowPrivilegeEscalation` to false and `privileged` to true'],
  ],
  [
    'a negative user',
    ofContainer({ securityContext: { runAsUser: -1 } }),
    ['spec.containers[0].securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive'],
  ],
  [
    'a negative group among others',
    errors({ securityContext: { fsGroup: -1, supplementalGroups: [1, -2] } }),
    [
      'spec.securityContext.fsGroup: Invalid value: -1: must be between 0 and 2147483647, inclusive',
      'spec.securityContext.supplementalGroups[1]: Invalid value: -2: must be between 0 and 2147483647, inclusive',
    ],
  ],
  [
    'a seccomp profile of no kind',
    errors({ securityContext: { seccompProfile: { type: 'Other' } } }),
    ['spec.securityContext.seccompProfile.type: Unsupported value: "Other": supported values: "Localhost", "RuntimeDefault", "Unconfined"'],
  ],
  [
    'a local seccomp profile without a name',
    errors({ securityContext: { seccompProfile: { type: 'Localhost' } } }),
    ['spec.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost'],
  ],
  [
    'seccomp fields and annotations at odds',
    errors(
      { securityContext: { seccompProfile: { type: 'Unconfined' } } },
      { 'seccomp.security.alpha.kubernetes.io/pod': 'runtime/default' },
    ),
    ['spec.securityContext.seccompProfile.type: Forbidden: seccomp type in annotation and field must match'],
  ],
  [
    'a seccomp annotation of no profile',
    errors({}, { 'seccomp.security.alpha.kubernetes.io/pod': 'x' }),
    ['metadata.annotations.seccomp.security.alpha.kubernetes.io/pod: Invalid value: "x": must be a valid seccomp profile'],
  ],
  [
    'an AppArmor annotation of no container',
    errors({}, { 'container.apparmor.security.beta.kubernetes.io/d': 'x' }),
    [
      'metadata.annotations[container.apparmor.security.beta.kubernetes.io/d]: Invalid value: "d": container not found',
      'metadata.annotations[container.apparmor.security.beta.kubernetes.io/d]: Invalid value: "x": invalid AppArmor profile name: "x"',
    ],
  ],
  [
    'a sysctl that is none, and one twice',
    errors({
      securityContext: {
        sysctls: [
          { name: '-', value: '' },
          { name: 'a.b', value: '' },
          { name: 'a.b', value: '' },
        ],
      },
    }),
    [
      'spec.securityContext.sysctls[0].name: Invalid value: "-": must have at most 253 characters and match regex ([a-z0-9]([-_a-z0-9]*[a-z0-9])?\\.)*[a-z0-9]([-_a-z0-9]*[a-z0-9])?',
      'spec.securityContext.sysctls[2].name: Duplicate value: "a.b"',
    ],
  ],
  [
    'one process space with the host and among themselves',
    errors({ hostPID: true, shareProcessNamespace: true }),
    ['spec.securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled'],
  ],
]);

table('pod validation: volumes', [
  [
    'two sources',
    ofVolume({ emptyDir: {}, hostPath: { path: '/' } }),
    ['spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type'],
  ],
  [
    'a host path that climbs',
    ofVolume({ hostPath: { path: '/a/../b' } }),
    ['spec.volumes[0].hostPath.path: Invalid value: "/a/../b": must not contain \'..\''],
  ],
  [
    'a host path of no kind',
    ofVolume({ hostPath: { path: '/', type: 'X' } }),
    [
      'spec.volumes[0].hostPath.type: Unsupported value: "X": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"',
    ],
  ],
  [
    'a secret without name, a mode too high',
    ofVolume({ secret: { defaultMode: 512 } }),
    [
      'spec.volumes[0].secret.secretName: Required value',
      'spec.volumes[0].secret.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive',
    ],
  ],
  [
    'a relative NFS path',
    ofVolume({ nfs: { server: 's', path: 'p' } }),
    ['spec.volumes[0].nfs.path: Invalid value: "p": must be an absolute path'],
  ],
  [
    'a token for too short a time',
    errors({
      serviceAccountName: 'a',
      volumes: [{ name: 'v', projected: { sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 1 } }] } }],
    }),
    [
      'spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 1: may not specify a duration less than 10 minutes',
    ],
  ],
  [
    'a managed disk by its blob',
    ofVolume({ azureDisk: { diskName: 'd', diskURI: 'https://x', kind: 'Managed' } }),
    [
      'spec.volumes[0].azureDisk.diskURI: Unsupported value: "https://x": supported values: "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}"',
    ],
  ],
]);

table('pod validation: the rest', [
  [
    'a restart policy of no kind',
    errors({ restartPolicy: 'x' }),
    ['spec.restartPolicy: Unsupported value: "x": supported values: "Always", "OnFailure", "Never"'],
  ],
  [
    'no DNS, nor configuration',
    errors({ dnsPolicy: 'None' }),
    ['spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None'],
  ],
  [
    'a nameserver that is no address',
    errors({ dnsConfig: { nameservers: ['x'] } }),
    ['spec.dnsConfig.nameservers[0]: Invalid value: "x": must be valid IP address'],
  ],
  [
    'an alias of no address',
    errors({ hostAliases: [{ ip: 'x', hostnames: ['a'] }] }),
    ['spec.hostAliases.ip: Invalid value: "x": must be valid IP address'],
  ],
  [
    'a deadline of zero',
    errors({ activeDeadlineSeconds: 0 }),
    ['spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive'],
  ],
  [
    'a toleration for everything that is none',
    errors({ tolerations: [{}] }),
    [
      'spec.tolerations[0].operator: Invalid value: "": operator must be Exists when `key` is empty, which means "match all values and all keys"',
    ],
  ],
  [
    'a toleration for a time of what does not evict',
    errors({ tolerations: [{ key: 'k', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 1 }] }),
    ['spec.tolerations[0].effect: Invalid value: "NoSchedule": effect must be \'NoExecute\' when `tolerationSeconds` is set'],
  ],
  [
    'an affinity of no weight',
    errors({
      affinity: {
        podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, podAffinityTerm: { topologyKey: 'z' } }] },
      },
    }),
    ['spec.affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0: must be in the range 1-100'],
  ],
  [
    'a spread twice',
    errors({ topologySpreadConstraints: [1, 1].map((maxSkew) => ({ maxSkew, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule' })) }),
    ['spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{z, DoNotSchedule}"'],
  ],
]);
