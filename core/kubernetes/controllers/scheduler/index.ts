/** Gives each pod its node. After k8s.io/kubernetes/pkg/scheduler. */
import type { KubeObject } from '../../object.ts';
import type { Index } from '../indexes.ts';
import { withCondition } from '../support/conditions.ts';
import { record } from '../support/events.ts';
import { isFinished } from '../support/pods.ts';
import { keyOf, readKey, type Controller, type ControllerContext } from '../types.ts';
import { fitError, refusals } from './filters.ts';
import { PODS_BY_NODE } from './nodes.ts';

const NAME = 'default-scheduler';
const SOURCE = { component: NAME };
/** Where pods run on a bare cluster, which has no node: as the recordings' stand-in for scheduler and kubelet has it. */
const STAND_IN_NODE = 'aks-nodepool1-12345678-vmss000000';

const isPending = (pod: KubeObject): boolean =>
  !pod.spec?.nodeName && !isFinished(pod) && !pod.metadata.deletionTimestamp && (pod.spec?.schedulerName ?? NAME) === NAME;
const PENDING: Index = { resource: 'pods', keysOf: (pod) => (isPending(pod) ? ['pending'] : []) };

export const scheduler: Controller = {
  name: 'scheduler',
  user: 'system:kube-scheduler',
  agent: 'kube-scheduler',
  watches: ['pods', 'nodes', 'persistentvolumeclaims'],
  keysOf({ resource, object, before }, context) {
    if (resource === 'pods' && object) return isPending(object) && (!before || before.spec !== object.spec) ? [keyOf(object)] : [];
    if (resource === 'pods' && !before?.spec?.nodeName) return [];
    return context.indexed(PENDING, 'pending').map(keyOf);
  },
  reconcile(key, context) {
    const { namespace, name } = readKey(key);
    const pod = context.get('pods', namespace, name);
    if (!pod || !isPending(pod)) return;
    const found = place(pod, context);
    if ('node' in found) bind(context, pod, found.node);
    else refuse(context, pod, found.reason);
  },
};

function place(pod: KubeObject, context: ControllerContext): { node: string } | { reason: string } {
  const nodes = context.list('nodes');
  if (nodes.length === 0) return context.objects === 'bare' ? { node: STAND_IN_NODE } : { reason: 'no nodes available to schedule pods' };
  const unbound = claimProblem(pod, context);
  if (unbound) return { reason: `0/${nodes.length} nodes are available: ${nodes.length} ${unbound}.` };
  const candidates = nodes.map((node) => ({ node, pods: context.indexed(PODS_BY_NODE, node.metadata.name!) }));
  const reasons: string[] = [];
  let best: { name: string; pods: number } | undefined;
  for (const candidate of candidates) {
    const refused = refusals(pod, candidate, context.versions);
    reasons.push(...refused);
    if (refused.length === 0 && (!best || candidate.pods.length < best.pods))
      best = { name: candidate.node.metadata.name!, pods: candidate.pods.length };
  }
  return best ? { node: best.name } : { reason: fitError(nodes.length, reasons) };
}

/** Why the pod's claims keep it from any node. */
function claimProblem({ metadata, spec }: KubeObject, context: ControllerContext): string | undefined {
  for (const volume of spec.volumes ?? []) {
    const name = volume.persistentVolumeClaim?.claimName as string | undefined;
    if (!name) continue;
    const claim = context.get('persistentvolumeclaims', metadata.namespace!, name);
    if (!claim) return `persistentvolumeclaim "${name}" not found`;
    const mode = context.get('storageclasses.storage.k8s.io', '', claim.spec?.storageClassName ?? '')?.volumeBindingMode;
    if (!claim.spec?.volumeName && mode !== 'WaitForFirstConsumer') return 'pod has unbound immediate PersistentVolumeClaims';
  }
  return undefined;
}

function bind(context: ControllerContext, pod: KubeObject, node: string): void {
  const { name, namespace } = pod.metadata;
  const target = { apiVersion: 'v1', kind: 'Node', name: node };
  const body = { apiVersion: 'v1', kind: 'Binding', metadata: { name: name!, namespace: namespace! }, target };
  const { code } = context.request({ method: 'POST', path: `/api/v1/namespaces/${namespace}/pods/${name}/binding`, body });
  if (code === 201 && context.get('nodes', '', node)) {
    record(context, pod, SOURCE, { type: 'Normal', reason: 'Scheduled', message: `Successfully assigned ${namespace}/${name} to ${node}` });
  }
}

function refuse(context: ControllerContext, pod: KubeObject, message: string): void {
  record(context, pod, SOURCE, { type: 'Warning', reason: 'FailedScheduling', message });
  const conditions = withCondition(
    pod.status?.conditions ?? [],
    { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message, lastProbeTime: null },
    context.now,
  );
  context.updateStatus('pods', { ...pod, status: { ...pod.status, conditions } });
}
