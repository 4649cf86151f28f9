/** What the parts of the deployment controller know of each other: a deployment with its replica sets. After k8s.io/kubernetes/pkg/controller/deployment/util. */
import { equal, type KubeObject } from '../../object.ts';
import { fenceposts } from '../support/amounts.ts';
import { record } from '../support/events.ts';
import type { ControllerContext } from '../types.ts';

export const DEPLOYMENTS = 'deployments.apps';
export const REPLICA_SETS = 'replicasets.apps';
export const SOURCE = { component: 'deployment-controller' };

export const HASH_LABEL = 'pod-template-hash';
export const REVISION = 'deployment.kubernetes.io/revision';
export const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';
export const DESIRED = 'deployment.kubernetes.io/desired-replicas';
export const MAXIMUM = 'deployment.kubernetes.io/max-replicas';

export interface Sets {
  /** The one with the deployment's template, if there is one. */
  current?: KubeObject;
  /** All others, oldest first. */
  old: KubeObject[];
}

export const allOf = ({ current, old }: Sets): KubeObject[] => (current ? [...old, current] : old);

const age = ({ metadata }: KubeObject): number => Date.parse(metadata.creationTimestamp ?? '') || 0;
export const byAge = (a: KubeObject, b: KubeObject): number => age(a) - age(b) || (a.metadata.name! < b.metadata.name! ? -1 : 1);

const specified = ({ spec }: KubeObject): number => spec.replicas ?? 1;
const sumOf = (sets: readonly KubeObject[], count: (set: KubeObject) => number): number => sets.reduce((sum, set) => sum + count(set), 0);
export const specifiedIn = (sets: readonly KubeObject[]): number => sumOf(sets, specified);
export const actualIn = (sets: readonly KubeObject[]): number => sumOf(sets, ({ status }) => status?.replicas ?? 0);
export const readyIn = (sets: readonly KubeObject[]): number => sumOf(sets, ({ status }) => status?.readyReplicas ?? 0);
export const availableIn = (sets: readonly KubeObject[]): number => sumOf(sets, ({ status }) => status?.availableReplicas ?? 0);

export const isRolling = ({ spec }: KubeObject): boolean => spec.strategy?.type !== 'Recreate';

/** How many more and fewer pods than wanted there may be while it rolls. */
export function limitsOf({ spec }: KubeObject): { surge: number; unavailable: number } {
  const { maxSurge, maxUnavailable } = spec.strategy?.rollingUpdate ?? {};
  if (spec.strategy?.type === 'Recreate' || spec.replicas === 0) return { surge: 0, unavailable: 0 };
  const { surge, unavailable } = fenceposts(maxSurge, maxUnavailable, spec.replicas);
  return { surge, unavailable: Math.min(unavailable, spec.replicas) };
}

/** Whether two templates differ in nothing but the hash. */
export function isSameTemplate(a: KubeObject, b: KubeObject): boolean {
  const withoutHash = (template: KubeObject): unknown => {
    const { [HASH_LABEL]: _hash, ...labels } = template.metadata?.labels ?? {};
    return { ...template, metadata: { ...template.metadata, labels } };
  };
  return equal(withoutHash(a), withoutHash(b));
}

/** Sets a replica set's size and notes the deployment's on it; leaves the event. The set as it is then. */
export function scaleSet(context: ControllerContext, deployment: KubeObject, set: KubeObject, replicas: number): KubeObject {
  const before = specified(set);
  const annotations = { ...set.metadata.annotations, ...sizeAnnotations(deployment) };
  if (before === replicas && equal(annotations, set.metadata.annotations)) return set;
  const { code, body } = context.update(REPLICA_SETS, {
    ...set,
    metadata: { ...set.metadata, annotations },
    spec: { ...set.spec, replicas },
  });
  if (code !== 200) return set;
  if (before !== replicas) noteScaling(context, deployment, set, before < replicas, replicas);
  return body as KubeObject;
}

export function noteScaling(context: ControllerContext, deployment: KubeObject, set: KubeObject, isUp: boolean, replicas: number): void {
  record(context, deployment, SOURCE, {
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message: `Scaled ${isUp ? 'up' : 'down'} replica set ${set.metadata.name} to ${replicas}`,
  });
}

export function sizeAnnotations(deployment: KubeObject): Record<string, string> {
  const { replicas } = deployment.spec;
  return { [DESIRED]: String(replicas), [MAXIMUM]: String(replicas + limitsOf(deployment).surge) };
}
