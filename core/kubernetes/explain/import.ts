/** Another cluster's objects, as `kubectl get -o yaml` prints them, made fit to be created anew. */
import type { KubeObject } from '../object.ts';

/** The order in which they are created: what others refer to first. */
const ORDER = [
  'Namespace',
  'PriorityClass',
  'RuntimeClass',
  'ServiceAccount',
  'PodSecurityPolicy',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'LimitRange',
  'Deployment',
  'DaemonSet',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
  'CronJob',
  'Job',
  'Pod',
];
/** What the server fills in. */
const FILLED = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'selfLink',
  'managedFields',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'ownerReferences',
  'finalizers',
];
const ANNOTATIONS = ['kubernetes.io/psp', 'kubernetes.io/limit-ranger', 'deployment.kubernetes.io/revision'];
const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The objects of a dump that are rebuilt, in order, with the namespaces that they need. What a controller owns it makes again itself. */
export function importable(dump: readonly KubeObject[]): KubeObject[] {
  const kept = dump
    .flatMap((object) => (Array.isArray(object.items) ? (object.items as KubeObject[]) : [object]))
    .filter((object) => ORDER.includes(object.kind) && !object.metadata?.ownerReferences?.some((owner) => owner.controller))
    .map(anew);
  const named = new Set(kept.filter((o) => o.kind === 'Namespace').map((o) => o.metadata.name));
  const needed = new Set(kept.flatMap((o) => o.metadata.namespace ?? []).filter((name) => !named.has(name)));
  const namespaces = [...needed].map((name): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  return [...namespaces, ...kept].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

function anew(object: KubeObject): KubeObject {
  const { status: _status, ...rest } = structuredClone(object);
  for (const field of FILLED) delete rest.metadata[field];
  for (const key of ANNOTATIONS) delete rest.metadata.annotations?.[key];
  if (rest.kind === 'ServiceAccount') delete (rest as KubeObject).secrets;
  if (rest.kind === 'Pod') forgetPlace((rest as KubeObject).spec);
  return rest as KubeObject;
}

/** The node that a pod ran on, and the token that it was given there. */
function forgetPlace(spec: KubeObject['spec']): void {
  delete spec.nodeName;
  delete spec.priority;
  delete spec.preemptionPolicy;
  const tokens = new Set<string>();
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])]) {
    for (const mount of container.volumeMounts ?? []) if (mount.mountPath === TOKEN_PATH) tokens.add(mount.name);
    container.volumeMounts = container.volumeMounts?.filter((mount: { mountPath: string }) => mount.mountPath !== TOKEN_PATH);
  }
  spec.volumes = spec.volumes?.filter((volume: { name: string }) => !tokens.has(volume.name));
}
