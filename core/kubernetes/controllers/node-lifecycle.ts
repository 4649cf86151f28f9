/**
 * Pods whose node is gone, or that do not tolerate its NoExecute taints, are deleted.
 * After k8s.io/kubernetes/pkg/controller: podgc, nodelifecycle/scheduler (taint manager).
 */
import { timestamp } from '../../clock.ts';
import type { KubeObject } from '../object.ts';
import { PODS_BY_NODE } from './scheduler/nodes.ts';
import { tolerates, type Taint, type Toleration } from './scheduler/selectors.ts';
import { record } from './support/events.ts';
import { keyOf, readKey, type Controller, type ControllerContext } from './types.ts';

const SOURCE = { component: 'taint-controller' };
const UNSCHEDULABLE: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** Keys: `namespace/name` of a pod, `name` of a node. */
export const nodeLifecycle: Controller = {
  name: 'node-lifecycle',
  user: 'system:serviceaccount:kube-system:node-controller',
  watches: ['nodes', 'pods'],
  keysOf({ resource, object, before }, context) {
    if (resource === 'nodes') {
      const { name } = (object ?? before)!.metadata;
      return object && before && before.spec === object.spec ? [] : [name!, ...context.indexed(PODS_BY_NODE, name!).map(keyOf)];
    }
    return object && object.spec.nodeName && object.spec.nodeName !== before?.spec.nodeName ? [keyOf(object)] : [];
  },
  reconcile(key, context) {
    const { namespace, name } = readKey(key);
    if (!namespace) return taintCordoned(name, context);
    const pod = context.get('pods', namespace, name);
    if (pod?.spec.nodeName && !pod.metadata.deletionTimestamp) settlePod(pod, context);
  },
};

/** A cordoned node says so in a taint as well. */
function taintCordoned(name: string, context: ControllerContext): void {
  const node = context.get('nodes', '', name);
  if (!node) return;
  const taints: Taint[] = node.spec.taints ?? [];
  const isTainted = taints.some(({ key }) => key === UNSCHEDULABLE.key);
  if (Boolean(node.spec.unschedulable) === isTainted) return;
  const { taints: _old, ...spec } = node.spec;
  const next = isTainted
    ? taints.filter(({ key }) => key !== UNSCHEDULABLE.key)
    : [...taints, { ...UNSCHEDULABLE, timeAdded: timestamp(context.now) }];
  context.update('nodes', { ...node, spec: next.length ? { ...spec, taints: next } : spec });
}

function settlePod(pod: KubeObject, context: ControllerContext): void {
  const node = context.get('nodes', '', pod.spec.nodeName);
  if (!node) {
    // On a bare cluster there never was one.
    if (context.objects === 'aks') context.remove('pods', pod, { gracePeriodSeconds: 0 });
    return;
  }
  const taints = ((node.spec.taints ?? []) as (Taint & { timeAdded?: string })[]).filter(({ effect }) => effect === 'NoExecute');
  if (taints.length === 0) return context.cancel(keyOf(pod));
  const due = Math.min(...taints.map((taint) => toleratedUntil(taint, pod.spec.tolerations ?? [], context.now)));
  if (due > context.now) return due === Infinity ? undefined : context.after(due - context.now, keyOf(pod));
  record(context, pod, SOURCE, { type: 'Normal', reason: 'TaintManagerEviction', message: `Marking for deletion Pod ${keyOf(pod)}` });
  context.remove('pods', pod);
}

/** When the pod must be gone: never, at once, or after the shortest time that a toleration grants. */
function toleratedUntil(taint: Taint & { timeAdded?: string }, tolerations: readonly Toleration[], now: number): number {
  const matching = tolerations.filter((toleration) => tolerates(toleration, taint));
  if (matching.length === 0) return now;
  const times = matching.map(({ tolerationSeconds }) => tolerationSeconds).filter((seconds) => seconds !== undefined);
  const from = taint.timeAdded ? Date.parse(taint.timeAdded) : now;
  return times.length ? from + Math.max(0, Math.min(...times)) * 1000 : Infinity;
}
