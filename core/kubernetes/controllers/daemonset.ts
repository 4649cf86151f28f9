/** One pod on each node. After k8s.io/kubernetes/pkg/controller/daemon. */
import { equal, type KubeObject } from '../object.ts';
import type { Index } from './indexes.ts';
import { TEMPLATE_GENERATION } from '../resources/daemonsets.ts';
import { untolerated, wantsNode, type Toleration } from './scheduler/selectors.ts';
import { resolve } from './support/amounts.ts';
import { record } from './support/events.ts';
import { HASH_LABEL, revisionsOf, trim } from './support/history.ts';
import { claim, ownerKeys } from './support/ownership.ts';
import { ADMISSION_RESOURCES, createPod, deletePod, podFrom, refusedKeys, retry, WAITING, type Failure } from './support/pod-control.ts';
import { isAvailable, isReady, untilAvailable } from './support/pods.ts';
import { keyOf, readKey, type Controller, type ControllerContext } from './types.ts';

const KEY = 'daemonsets.apps';
const SOURCE = { component: 'daemonset-controller' };
const GENERATION_LABEL = 'pod-template-generation';

const isShort = ({ status }: KubeObject): boolean => (status?.currentNumberScheduled ?? 0) < (status?.desiredNumberScheduled ?? 0);
const SHORT: Index = { resource: KEY, keysOf: (set) => (isShort(set) ? [WAITING] : []) };

/** AddOrUpdateDaemonPodTolerations. */
const TOLERATIONS: readonly Toleration[] = [
  { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/pid-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
];
const HOST_NETWORK: Toleration = { key: 'node.kubernetes.io/network-unavailable', operator: 'Exists', effect: 'NoSchedule' };

function tolerationsOf(spec: KubeObject): Toleration[] {
  const own: Toleration[] = spec.tolerations ?? [];
  const added = [...TOLERATIONS, ...(spec.hostNetwork ? [HOST_NETWORK] : [])];
  return [...own, ...added.filter((toleration) => !own.some((known) => equal(known, toleration)))];
}

export const daemonSetController: Controller = {
  name: 'daemonset',
  user: 'system:serviceaccount:kube-system:daemon-set-controller',
  watches: [KEY, 'pods', 'nodes', 'controllerrevisions.apps', ...ADMISSION_RESOURCES],
  keysOf(change, context) {
    const { resource, object } = change;
    if (resource === KEY) return object ? [keyOf(object)] : [];
    if (resource === 'pods' || resource === 'controllerrevisions.apps') return ownerKeys(change, 'DaemonSet', context, KEY);
    if (resource === 'nodes') return context.list(KEY).map(keyOf);
    return refusedKeys(change, SHORT, context) ?? [];
  },
  reconcile(key, context) {
    const { namespace, name } = readKey(key);
    const set = context.get(KEY, namespace, name);
    if (set && !set.metadata.deletionTimestamp) sync(set, context);
  },
};

/** Where a daemon pod belongs: it may run there, and whether it stays where it runs already. */
function belongs(set: KubeObject, node: KubeObject): { mayRun: boolean; mayStay: boolean } {
  const pod = { ...set, spec: set.spec.template.spec } as KubeObject;
  const tolerations = tolerationsOf(set.spec.template.spec);
  const taints = node.spec.taints ?? [];
  const fits = wantsNode(pod, node);
  return {
    mayRun: fits && !untolerated(taints, tolerations, ['NoSchedule', 'NoExecute']),
    mayStay: fits && !untolerated(taints, tolerations, ['NoExecute']),
  };
}

/** The node that a pod is on or is meant for. */
function nodeOf({ spec }: KubeObject): string | undefined {
  if (spec.nodeName) return spec.nodeName;
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return terms[0]?.matchFields?.find((f: { key: string }) => f.key === 'metadata.name')?.values?.[0];
}

function sync(set: KubeObject, context: ControllerContext): void {
  const history = revisionsOf(context, set);
  if (!history) return;
  const hash = history.current.metadata.labels![HASH_LABEL]!;
  const nodes = context.list('nodes').map((node) => ({ name: node.metadata.name!, ...belongs(set, node) }));
  const byNode = new Map<string, KubeObject[]>();
  for (const pod of claim(context, 'pods', set)) {
    const node = nodeOf(pod) ?? '';
    byNode.set(node, [...(byNode.get(node) ?? []), pod]);
  }
  let failure: Failure | undefined;
  for (const { name, mayRun, mayStay } of nodes) {
    const pods = byNode.get(name) ?? [];
    const alive = pods.filter((pod) => !pod.metadata.deletionTimestamp);
    for (const pod of alive.filter((p) => p.status?.phase === 'Failed')) {
      record(context, set, SOURCE, {
        type: 'Warning',
        reason: 'FailedDaemonPod',
        message: `Found failed daemon pod ${keyOf(pod)} on node ${name}, will try to kill it`,
      });
      deletePod(context, set, SOURCE, pod);
    }
    const good = alive
      .filter((p) => p.status?.phase !== 'Failed')
      .sort((a, b) => Date.parse(a.metadata.creationTimestamp!) - Date.parse(b.metadata.creationTimestamp!));
    if (mayRun && pods.length === 0 && !failure) {
      const outcome = createPod(context, set, SOURCE, daemonPod(set, name, hash));
      if ('error' in outcome) failure = outcome;
    } else if (mayStay) for (const pod of good.slice(1)) deletePod(context, set, SOURCE, pod);
    else for (const pod of good) deletePod(context, set, SOURCE, pod);
  }
  for (const [name, pods] of byNode)
    if (!nodes.some((node) => node.name === name))
      for (const pod of pods) if (!pod.metadata.deletionTimestamp) deletePod(context, set, SOURCE, pod);

  if (set.spec.updateStrategy?.type === 'RollingUpdate') update(set, hash, nodes.filter(({ mayRun }) => mayRun).length, context);
  trim(context, set, history, (revision) =>
    context.ownedBy('pods', set.metadata.uid!).some((pod) => pod.metadata.labels?.[HASH_LABEL] === revision.metadata.labels?.[HASH_LABEL]),
  );
  writeStatus(set, hash, nodes, context);
  if (failure) retry(context, keyOf(set), failure);
}

function daemonPod(set: KubeObject, node: string, hash: string): KubeObject {
  const pod = podFrom(set.spec.template, set);
  pod.metadata.labels = {
    ...pod.metadata.labels,
    [HASH_LABEL]: hash,
    [GENERATION_LABEL]: set.metadata.annotations?.[TEMPLATE_GENERATION] ?? '1',
  };
  const required = { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }] };
  pod.spec.affinity = {
    ...pod.spec.affinity,
    nodeAffinity: { ...pod.spec.affinity?.nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution: required },
  };
  pod.spec.tolerations = tolerationsOf(pod.spec);
  return pod;
}

/** Replaces old pods, as many at a time as may be missing. */
function update(set: KubeObject, hash: string, desired: number, context: ControllerContext): void {
  const pods = context.ownedBy('pods', set.metadata.uid!).filter((pod) => !pod.metadata.deletionTimestamp);
  const available = pods.filter((pod) => isAvailable(pod, set.spec.minReadySeconds, context.now));
  const old = pods.filter((pod) => pod.metadata.labels?.[HASH_LABEL] !== hash);
  const maximum = resolve(set.spec.updateStrategy.rollingUpdate?.maxUnavailable ?? 1, desired, 'up');
  let room = maximum - (desired - available.length);
  for (const pod of old) {
    const isMissed = available.includes(pod);
    if (isMissed && room <= 0) continue;
    if (isMissed) room--;
    deletePod(context, set, SOURCE, pod);
  }
}

function writeStatus(set: KubeObject, hash: string, nodes: readonly { name: string; mayRun: boolean }[], context: ControllerContext): void {
  const current = context.get(KEY, set.metadata.namespace!, set.metadata.name!);
  if (!current) return;
  const alive = context.ownedBy('pods', set.metadata.uid!).filter((pod) => !pod.metadata.deletionTimestamp);
  const wanted = nodes.filter(({ mayRun }) => mayRun);
  const on = (name: string): KubeObject[] => alive.filter((pod) => nodeOf(pod) === name);
  const there = wanted.flatMap(({ name }) => on(name).slice(0, 1));
  const ready = there.filter(isReady);
  const available = ready.filter((pod) => isAvailable(pod, set.spec.minReadySeconds, context.now)).length;
  const updated = there.filter((pod) => pod.metadata.labels?.[HASH_LABEL] === hash).length;
  const { collisionCount, conditions } = current.status ?? {};
  const status = {
    currentNumberScheduled: there.length,
    numberMisscheduled: nodes.filter(({ name, mayRun }) => !mayRun && on(name).length > 0).length,
    desiredNumberScheduled: wanted.length,
    numberReady: ready.length,
    observedGeneration: current.metadata.generation,
    ...(updated ? { updatedNumberScheduled: updated } : {}),
    ...(available ? { numberAvailable: available } : {}),
    ...(wanted.length - available ? { numberUnavailable: wanted.length - available } : {}),
    ...(collisionCount === undefined ? {} : { collisionCount }),
    ...(conditions ? { conditions } : {}),
  };
  if (!equal(status, current.status)) context.updateStatus(KEY, { ...current, status });
  const wait = untilAvailable(ready, set.spec.minReadySeconds, context.now);
  if (wait !== undefined) context.after(wait, keyOf(set));
}
