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

export interface Importable {
  /** What is rebuilt, in order, with the namespaces that it needs. */
  objects: KubeObject[];
  /** How many of which kinds are not. */
  passedOver: Record<string, number>;
}

/** What of a dump is rebuilt: what a controller that is rebuilt owns it makes again itself. */
export function importable(dump: readonly KubeObject[]): Importable {
  const named = dump
    .flatMap((object) => (Array.isArray(object.items) ? (object.items as KubeObject[]) : [object]))
    .filter((object) => object?.kind && object.metadata?.name);
  const passedOver: Record<string, number> = {};
  for (const { kind } of named) if (!ORDER.includes(kind)) passedOver[kind] = (passedOver[kind] ?? 0) + 1;

  const known = named.filter(({ kind }) => ORDER.includes(kind));
  const kept = withoutOwned(known).map(anew);
  const namespaces = new Set(kept.filter((o) => o.kind === 'Namespace').map((o) => o.metadata.name));
  const needed = new Set(kept.flatMap((o) => o.metadata.namespace ?? []).filter((name) => !namespaces.has(name)));
  const added = [...needed].map((name): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  return { objects: [...added, ...kept].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)), passedOver };
}

/** Who makes the owner of a pod: dumps often leave ReplicaSets and Jobs out, whose names begin with that of their own owner. */
const MAKERS: Record<string, string> = { ReplicaSet: 'Deployment', Job: 'CronJob' };

/** Objects whose controller is not there stay, for it may be of a kind that is not rebuilt; of the pods of one such controller the first alone. */
function withoutOwned(objects: readonly KubeObject[]): KubeObject[] {
  const keyOf = (kind: string, namespace: string | undefined, name: string): string => `${kind} ${namespace ?? ''}/${name}`;
  const there = new Set(objects.map(({ kind, metadata }) => keyOf(kind, metadata.namespace, metadata.name!)));
  const seen = new Set<string>();
  return objects.filter(({ kind, metadata }) => {
    const owner = metadata.ownerReferences?.find((o) => o.controller);
    if (!owner) return true;
    const key = keyOf(owner.kind, metadata.namespace, owner.name);
    const maker = MAKERS[owner.kind];
    if (there.has(key)) return false;
    if (maker && there.has(keyOf(maker, metadata.namespace, owner.name.replace(/-[^-]*$/, '')))) return false;
    if (kind !== 'Pod') return true;
    return !seen.has(key) && Boolean(seen.add(key));
  });
}

/** An object of another cluster as somebody would write it. */
export function anew(object: KubeObject): KubeObject {
  const { status: _status, ...rest } = structuredClone(object) as KubeObject;
  for (const field of FILLED) delete rest.metadata[field];
  for (const key of ANNOTATIONS) delete rest.metadata.annotations?.[key];
  if (rest.kind === 'ServiceAccount') delete rest.secrets;
  if (rest.kind === 'Job') forgetPods(rest.spec);
  if (rest.kind === 'Pod') forgetPlace(rest.spec);
  return rest;
}

const JOB_LABELS = ['controller-uid', 'job-name', 'batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name'];

/** How a Job knows its pods: by its uid, which it will not have again. */
function forgetPods(spec: KubeObject['spec']): void {
  if (spec?.manualSelector) return;
  delete spec?.selector;
  for (const label of JOB_LABELS) delete spec?.template?.metadata?.labels?.[label];
}

/** The node that a pod ran on, and the token that it was given there. */
function forgetPlace(spec: KubeObject['spec']): void {
  delete spec.nodeName;
  delete spec.priority;
  delete spec.preemptionPolicy;
  delete spec.ephemeralContainers;
  const tokens = new Set<string>();
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])]) {
    for (const mount of container.volumeMounts ?? []) if (mount.mountPath === TOKEN_PATH) tokens.add(mount.name);
    container.volumeMounts = container.volumeMounts?.filter((mount: { mountPath: string }) => mount.mountPath !== TOKEN_PATH);
  }
  spec.volumes = spec.volumes?.filter((volume: { name: string }) => !tokens.has(volume.name));
}
