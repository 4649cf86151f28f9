/** The kubelets of all nodes: they run the pods that are bound to them. After k8s.io/kubernetes/pkg/kubelet. */
import { duration } from '../../../latency.ts';
import { equal, type KubeObject } from '../../object.ts';
import type { Index } from '../indexes.ts';
import { PODS_BY_NODE } from '../scheduler/nodes.ts';
import { record } from '../support/events.ts';
import { isFinished } from '../support/pods.ts';
import { keyOf, readKey, type Controller, type ControllerContext } from '../types.ts';
import type { ContainerStatus, Host } from './containers.ts';
import { syncPod, type Addresses } from './sync.ts';

/** Pods that may wait for a config map or secret, by namespace. */
const PENDING: Index = {
  resource: 'pods',
  keysOf: (pod) => (pod.spec?.nodeName && pod.status?.phase === 'Pending' ? [pod.metadata.namespace!] : []),
};

/** The first address that a node gives to a machine of AKS's default network. */
const STAND_IN_ADDRESS = '10.240.0.4';

export const kubelet: Controller = {
  name: 'kubelet',
  user: 'system:node:kubelet',
  agent: 'kubelet',
  watches: ['pods', 'configmaps', 'secrets'],
  keysOf({ resource, object, before }, context) {
    if (resource === 'pods') return object?.spec.nodeName ? [keyOf(object)] : [];
    return object && !before ? context.indexed(PENDING, object.metadata.namespace!).map(keyOf) : [];
  },
  reconcile(key, context) {
    const { namespace, name } = readKey(key);
    const pod = context.get('pods', namespace, name);
    if (!pod?.spec.nodeName) return;
    if (pod.metadata.deletionTimestamp) return terminate(pod, context);
    if (isFinished(pod)) return;
    run(pod, context);
  },
};

function run(pod: KubeObject, context: ControllerContext): void {
  const node = context.get('nodes', '', pod.spec.nodeName);
  const { status, notes, next } = syncPod(pod, hostOf(node, context), () => addressesOf(pod, node, context));
  const isChanged = !equal(status, pod.status);
  if (isChanged && context.updateStatus('pods', { ...pod, status }).code !== 200) return;
  if (node && isChanged) for (const note of notes) record(context, pod, { component: 'kubelet', host: pod.spec.nodeName }, note);
  if (next !== undefined) context.after(Math.max(0, next - context.now), keyOf(pod), { repeats: isBackingOff(pod.spec, status) });
}

/** Whether nothing else is to be expected of it than another try after the longest time. */
function isBackingOff(spec: KubeObject['spec'], status: KubeObject['status']): boolean {
  const reasons = status.containerStatuses.map((c: ContainerStatus) => c.state.waiting?.reason);
  return (
    spec.activeDeadlineSeconds === undefined &&
    reasons.every((reason: string) => reason === 'CrashLoopBackOff' || reason === 'ImagePullBackOff')
  );
}

function hostOf(node: KubeObject | undefined, context: ControllerContext): Host {
  return {
    isDocker: String(node?.status?.nodeInfo?.containerRuntimeVersion ?? '').startsWith('docker'),
    isStandIn: !node,
    look: (resource, namespace, name) => context.get(resource, namespace, name),
    now: context.now,
    pullTime: duration(context.latency, 'imagePull'),
    startTime: duration(context.latency, 'containerStart'),
  };
}

/** A free address of the node's range. */
function addressesOf(pod: KubeObject, node: KubeObject | undefined, context: ControllerContext): Addresses {
  const hostIP: string = node?.status?.addresses?.find((a: { type: string }) => a.type === 'InternalIP')?.address ?? STAND_IN_ADDRESS;
  if (pod.spec.hostNetwork) return { hostIP, podIP: hostIP };
  if (!node) return { hostIP, podIP: `10.244.${context.random.below(256)}.${2 + context.random.below(253)}` };
  const range = String(node.spec.podCIDR ?? '10.244.0.0/24')
    .split('.')
    .slice(0, 3)
    .join('.');
  const taken = new Set(context.indexed(PODS_BY_NODE, node.metadata.name!).map((other) => other.status?.podIP));
  let last = 2 + context.random.below(253);
  while (taken.has(`${range}.${last}`) && taken.size < 253) last = last === 254 ? 2 : last + 1;
  return { hostIP, podIP: `${range}.${last}` };
}

/** Its containers are stopped within the grace that they have, then it goes. */
function terminate(pod: KubeObject, context: ControllerContext): void {
  const { deletionTimestamp, deletionGracePeriodSeconds: grace = 0 } = pod.metadata;
  const began = Date.parse(deletionTimestamp!) - grace * 1000;
  const over = isFinished(pod) ? began : began + Math.min(duration(context.latency, 'podTerminate'), grace * 1000);
  if (context.now < over) return context.after(over - context.now, keyOf(pod));
  const hasNode = context.get('nodes', '', pod.spec.nodeName) !== undefined;
  if (hasNode && !isFinished(pod)) {
    for (const { name } of pod.spec.containers) {
      record(
        context,
        pod,
        { component: 'kubelet', host: pod.spec.nodeName },
        { type: 'Normal', reason: 'Killing', message: `Stopping container ${name}`, fieldPath: `spec.containers{${name}}` },
      );
    }
  }
  context.remove('pods', pod, { gracePeriodSeconds: 0 });
}
