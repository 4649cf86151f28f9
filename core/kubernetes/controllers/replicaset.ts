/**
 * As many pods as wanted: replica sets, and the replication controllers before them. After k8s.io/kubernetes/pkg/controller/replicaset.
 */
import { equal, type KubeObject } from '../object.ts';
import { resourceKey } from '../resources/registry.ts';
import type { Index } from './indexes.ts';
import { conditionOf, withCondition, without, type Condition } from './support/conditions.ts';
import { claim, ownerKeys } from './support/ownership.ts';
import {
  ADMISSION_RESOURCES,
  createMany,
  createPod,
  deletePod,
  podFrom,
  refusedKeys,
  retry,
  WAITING,
  type Failure,
} from './support/pod-control.ts';
import { byExpendability, isActive, isAvailable, isReady, untilAvailable } from './support/pods.ts';
import { selects } from '../resources/validation/labels.ts';
import { keyOf, readKey, type Controller, type ControllerContext } from './types.ts';

interface Variant {
  kind: string;
  resource: { plural: string; group: string };
  name: string;
}

export const replicaSetController = controllerFor({
  kind: 'ReplicaSet',
  resource: { plural: 'replicasets', group: 'apps' },
  name: 'replicaset',
});
export const replicationController = controllerFor({
  kind: 'ReplicationController',
  resource: { plural: 'replicationcontrollers', group: '' },
  name: 'replication',
});

/** No more are created or deleted at once. */
const BURST = 500;

function controllerFor({ kind, resource, name }: Variant): Controller {
  const key = resourceKey(resource);
  const source = { component: `${name}-controller` };
  const refused: Index = { resource: key, keysOf: (set) => (conditionOf(set.status?.conditions, 'ReplicaFailure') ? [WAITING] : []) };

  function reconcile(setKey: string, context: ControllerContext): void {
    const { namespace, name: setName } = readKey(setKey);
    const set = context.get(key, namespace, setName);
    if (!set) return;
    const pods = claim(context, 'pods', set).filter(isActive);
    const failure = set.metadata.deletionTimestamp ? undefined : settleCount(set, pods, context);
    // New pods wake it again, once they are on their way: then it counts.
    if (!failure && !set.metadata.deletionTimestamp && pods.length < (set.spec.replicas ?? 1)) return;
    const now = context.ownedBy('pods', set.metadata.uid!).filter(isActive);
    writeStatus(set, now, failure, context);
    if (failure) retry(context, setKey, failure);
    const wait = untilAvailable(now, set.spec.minReadySeconds, context.now);
    if (wait !== undefined) context.after(wait, setKey);
  }

  /** Creates what lacks and deletes what is too much; tells what a creation met. */
  function settleCount(set: KubeObject, pods: readonly KubeObject[], context: ControllerContext): Failure | undefined {
    const wanted: number = set.spec.replicas ?? 1;
    const surplus = pods.length - wanted;
    if (surplus > 0) {
      const expendable = [...pods].sort(byExpendability).slice(0, Math.min(surplus, BURST));
      for (const pod of expendable) deletePod(context, set, source, pod);
      return undefined;
    }
    return createMany(Math.min(-surplus, BURST), () => createPod(context, set, source, podFrom(set.spec.template, set)));
  }

  function writeStatus(set: KubeObject, pods: readonly KubeObject[], failure: Failure | undefined, context: ControllerContext): void {
    const old = context.get(key, set.metadata.namespace!, set.metadata.name!);
    if (!old || old.metadata.uid !== set.metadata.uid) return;
    const count = (counts: (pod: KubeObject) => boolean): number => pods.filter(counts).length;
    const conditions = conditionsOf(old.status?.conditions ?? [], failure, context);
    const status = {
      replicas: pods.length,
      ...positive(
        'fullyLabeledReplicas',
        count((pod) => selects({ matchLabels: set.spec.template?.metadata?.labels ?? {} }, pod.metadata.labels)),
      ),
      ...positive('readyReplicas', count(isReady)),
      ...positive(
        'availableReplicas',
        count((pod) => isAvailable(pod, set.spec.minReadySeconds, context.now)),
      ),
      ...(old.metadata.generation ? { observedGeneration: old.metadata.generation } : {}),
      ...(conditions.length ? { conditions } : {}),
    };
    if (!equal(status, old.status)) context.updateStatus(key, { ...old, status });
  }

  return {
    name,
    user: `system:serviceaccount:kube-system:${name}-controller`,
    watches: [key, 'pods', ...ADMISSION_RESOURCES],
    keysOf(change, context) {
      if (change.resource === key) return change.object ? [keyOf(change.object)] : [];
      if (change.resource === 'pods') return ownerKeys(change, kind, context, key);
      return refusedKeys(change, refused, context) ?? [];
    },
    reconcile,
  };
}

const positive = (field: string, count: number): Record<string, number> => (count > 0 ? { [field]: count } : {});

function conditionsOf(current: readonly Condition[], failure: Failure | undefined, context: ControllerContext): Condition[] {
  if (!failure) return without(current, 'ReplicaFailure');
  if (conditionOf(current, 'ReplicaFailure')) return [...current];
  return withCondition(current, { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: failure.error }, context.now);
}
