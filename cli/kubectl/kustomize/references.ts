/** Where objects name each other: names that a kustomization changes are changed there too. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import type { Resource } from './build.ts';

interface Reference {
  /** The kind that is named. */
  to: string;
  /** Where, below a pod's spec; `*` stands for the items of a list. */
  inPod?: readonly string[];
  /** Where, by kind. */
  in?: Readonly<Record<string, readonly string[]>>;
}

const CONTAINERS = ['containers', 'initContainers'];
const ofContainers = (...paths: string[]): string[] => CONTAINERS.flatMap((list) => paths.map((path) => `${list}.*.${path}`));

const REFERENCES: readonly Reference[] = [
  {
    to: 'ConfigMap',
    inPod: [
      'volumes.*.configMap.name',
      'volumes.*.projected.sources.*.configMap.name',
      ...ofContainers('env.*.valueFrom.configMapKeyRef.name', 'envFrom.*.configMapRef.name'),
    ],
  },
  {
    to: 'Secret',
    inPod: [
      'volumes.*.secret.secretName',
      'volumes.*.projected.sources.*.secret.name',
      'imagePullSecrets.*.name',
      ...ofContainers('env.*.valueFrom.secretKeyRef.name', 'envFrom.*.secretRef.name'),
    ],
    in: { Ingress: ['spec.tls.*.secretName'], ServiceAccount: ['imagePullSecrets.*.name', 'secrets.*.name'] },
  },
  { to: 'ServiceAccount', inPod: ['serviceAccountName', 'serviceAccount'] },
  { to: 'PersistentVolumeClaim', inPod: ['volumes.*.persistentVolumeClaim.claimName'] },
  { to: 'PersistentVolume', in: { PersistentVolumeClaim: ['spec.volumeName'] } },
  {
    to: 'Service',
    in: {
      StatefulSet: ['spec.serviceName'],
      Ingress: [
        'spec.rules.*.http.paths.*.backend.serviceName',
        'spec.rules.*.http.paths.*.backend.service.name',
        'spec.backend.serviceName',
        'spec.defaultBackend.service.name',
      ],
    },
  },
  { to: 'PodSecurityPolicy', in: { Role: ['rules.*.resourceNames.*'], ClusterRole: ['rules.*.resourceNames.*'] } },
  ...['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController'].map((to): Reference => ({
    to,
    in: { HorizontalPodAutoscaler: [`spec.scaleTargetRef[${to}].name`] },
  })),
  ...['Role', 'ClusterRole'].map((to): Reference => ({
    to,
    in: { RoleBinding: [`roleRef[${to}].name`], ClusterRoleBinding: [`roleRef[${to}].name`] },
  })),
  {
    to: 'ServiceAccount',
    in: { RoleBinding: ['subjects.*[ServiceAccount].name'], ClusterRoleBinding: ['subjects.*[ServiceAccount].name'] },
  },
];

/** Where a pod's spec is, by kind. */
const POD_SPECS: Record<string, string> = {
  Pod: 'spec',
  CronJob: 'spec.jobTemplate.spec.template.spec',
  ...Object.fromEntries(
    ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job', 'ReplicationController'].map((kind) => [kind, 'spec.template.spec']),
  ),
};

/** Puts the new names where the old ones are used. Changes the objects. */
export function fixReferences(resources: readonly Resource[]): void {
  const renamed = resources.filter(({ object, originalName }) => object.metadata.name !== originalName);
  if (!renamed.length) return;
  for (const { object } of resources) {
    for (const { to, inPod = [], in: byKind = {} } of REFERENCES) {
      const candidates = renamed.filter((one) => one.object.kind === to && isReachable(one.object, object));
      if (!candidates.length) continue;
      const paths = [
        ...(POD_SPECS[object.kind] ? inPod.map((path) => `${POD_SPECS[object.kind]}.${path}`) : []),
        ...(byKind[object.kind] ?? []),
      ];
      for (const path of paths)
        replace(object, path.split('.'), (name) => candidates.find(({ originalName }) => originalName === name)?.object.metadata.name);
    }
  }
}

/** Names count within a namespace; bindings name service accounts of other ones too. */
const isReachable = (named: KubeObject, from: KubeObject): boolean =>
  !named.metadata.namespace ||
  !from.metadata.namespace ||
  named.metadata.namespace === from.metadata.namespace ||
  from.kind.endsWith('Binding');

/** `field[Kind]` goes on only where the value is of that kind. */
function replace(at: any, [step, ...rest]: string[], newName: (name: string) => string | undefined): void {
  if (typeof at !== 'object' || at === null) return;
  const [, field, kind] = /^(.+?)(?:\[(\w+)\])?$/.exec(step!)!;
  const keys = field === '*' ? (Array.isArray(at) ? at.map((_, i) => i) : []) : [field!];
  for (const key of keys as string[]) {
    const value = at[key];
    if (kind && value?.kind !== kind) continue;
    if (rest.length) replace(value, rest, newName);
    else if (typeof value === 'string') at[key] = newName(value) ?? value;
  }
}
