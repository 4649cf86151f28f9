/** How many pods a disruption budget lets go. After k8s.io/kubernetes/pkg/controller/disruption. */
import { equal, type KubeObject } from '../object.ts';
import { selects } from '../resources/validation/labels.ts';
import { resolve } from './support/amounts.ts';
import { record } from './support/events.ts';
import { controllerOf } from './support/ownership.ts';
import { isActive, isFinished, isReady } from './support/pods.ts';
import { keyOf, readKey, type Controller, type ControllerContext } from './types.ts';

const KEY = 'poddisruptionbudgets.policy';
const SCALED: Record<string, string> = {
  ReplicaSet: 'replicasets.apps',
  ReplicationController: 'replicationcontrollers',
  StatefulSet: 'statefulsets.apps',
  Deployment: 'deployments.apps',
};

export const disruptionController: Controller = {
  name: 'disruption',
  user: 'system:serviceaccount:kube-system:disruption-controller',
  watches: [KEY, 'pods', ...Object.values(SCALED)],
  keysOf({ resource, object, before }, context) {
    const it = (object ?? before)!;
    if (resource === KEY) return object ? [keyOf(object)] : [];
    if (resource !== 'pods' && before?.spec.replicas === object?.spec.replicas) return [];
    return context
      .list(KEY, it.metadata.namespace)
      .filter((budget) => resource !== 'pods' || selects(budget.spec?.selector, it.metadata.labels))
      .map(keyOf);
  },
  reconcile(key, context) {
    const { namespace, name } = readKey(key);
    const budget = context.get(KEY, namespace, name);
    if (!budget || budget.metadata.deletionTimestamp) return;
    const pods = context.list('pods', namespace).filter((pod) => !isFinished(pod) && selects(budget.spec?.selector, pod.metadata.labels));
    if (pods.length === 0)
      record(context, budget, { component: 'controllermanager' }, { type: 'Normal', reason: 'NoPods', message: 'No matching pods found' });
    const { expected, desired } = expectation(budget, pods, context);
    const healthy = pods.filter((pod) => isActive(pod) && isReady(pod)).length;
    const status = {
      ...(budget.metadata.generation ? { observedGeneration: budget.metadata.generation } : {}),
      disruptionsAllowed: expected > 0 ? Math.max(0, healthy - desired) : 0,
      currentHealthy: healthy,
      desiredHealthy: desired,
      expectedPods: expected,
    };
    if (!equal(status, budget.status)) context.updateStatus(KEY, { ...budget, status });
  },
};

/** How many pods there should be and how many of them must be healthy (getExpectedPodCount). */
function expectation({ spec }: KubeObject, pods: readonly KubeObject[], context: ControllerContext): { expected: number; desired: number } {
  const { minAvailable, maxUnavailable } = spec ?? {};
  if (maxUnavailable !== undefined) {
    const expected = expectedScale(pods, context);
    return { expected, desired: Math.max(0, expected - resolve(maxUnavailable, expected, 'up')) };
  }
  if (typeof minAvailable === 'number') return { expected: pods.length, desired: minAvailable };
  const expected = expectedScale(pods, context);
  return { expected, desired: resolve(minAvailable, expected, 'up') };
}

/** What the pods' controllers want, each counted once. */
function expectedScale(pods: readonly KubeObject[], context: ControllerContext): number {
  const sizes = new Map<string, number>();
  for (const pod of pods) {
    const scaled = topmost(pod, context);
    if (scaled) sizes.set(scaled.metadata.uid!, scaled.spec.replicas ?? 1);
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

function topmost(object: KubeObject, context: ControllerContext): KubeObject | undefined {
  const ref = controllerOf(object);
  const resource = ref && SCALED[ref.kind];
  const owner = resource ? context.get(resource, object.metadata.namespace!, ref.name) : undefined;
  return owner && (topmost(owner, context) ?? owner);
}
