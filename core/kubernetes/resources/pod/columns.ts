/** What `kubectl get pods` shows. After printPod of k8s.io/kubernetes/pkg/printers/internalversion. */
import type { KubeObject } from '../../object.ts';
import { AGE, NAME, number, text, wide } from '../columns.ts';
import type { TableColumn } from '../types.ts';
import { list, type Fields } from './rules.ts';

interface PodState {
  reason: string;
  restarts: number;
  ready: number;
}

const terminatedReason = ({ reason, signal, exitCode }: Fields): string =>
  reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode ?? 0}`);

/** Phase or reason, restarts and ready containers: an init container that is not done speaks for the pod. */
export function podState(pod: KubeObject): PodState {
  const status: Fields = pod.status ?? {};
  const state = initState(pod) ?? containersState(pod, status.reason || status.phase || '');
  if (pod.metadata.deletionTimestamp) state.reason = status.reason === 'NodeLost' ? 'Unknown' : 'Terminating';
  return state;
}

function initState(pod: KubeObject): PodState | undefined {
  let restarts = 0;
  for (const [i, { state = {}, restartCount = 0 }] of list(pod.status?.initContainerStatuses).entries()) {
    restarts += restartCount;
    const { terminated, waiting } = state;
    if (terminated && !terminated.exitCode) continue;
    const waits = waiting?.reason && waiting.reason !== 'PodInitializing';
    const reason = terminated ? terminatedReason(terminated) : waits ? waiting.reason : `${i}/${list(pod.spec.initContainers).length}`;
    return { reason: `Init:${reason}`, restarts, ready: 0 };
  }
  return undefined;
}

function containersState(pod: KubeObject, phase: string): PodState {
  const out: PodState = { reason: phase, restarts: 0, ready: 0 };
  let isRunning = false;
  for (const { state = {}, restartCount = 0, ready } of list(pod.status?.containerStatuses).toReversed()) {
    out.restarts += restartCount;
    const { waiting, terminated, running } = state;
    if (waiting?.reason) out.reason = waiting.reason;
    else if (terminated) out.reason = terminatedReason(terminated);
    else if (ready && running) {
      isRunning = true;
      out.ready++;
    }
  }
  if (out.reason === 'Completed' && isRunning) out.reason = isReady(pod) ? 'Running' : 'NotReady';
  return out;
}

const isReady = (pod: KubeObject): boolean =>
  list(pod.status?.conditions).some(({ type, status }) => type === 'Ready' && status === 'True');

function readinessGates(pod: KubeObject): string {
  const gates = list(pod.spec.readinessGates);
  const isTrue = ({ conditionType }: Fields): boolean =>
    list(pod.status?.conditions).find(({ type }) => type === conditionType)?.status === 'True';
  return gates.length === 0 ? '<none>' : `${gates.filter(isTrue).length}/${gates.length}`;
}

export const POD_COLUMNS: readonly TableColumn[] = [
  NAME,
  text('Ready', (pod) => `${podState(pod).ready}/${list(pod.spec.containers).length}`),
  text('Status', (pod) => podState(pod).reason),
  number('Restarts', (pod) => podState(pod).restarts),
  AGE,
  wide('IP', (pod) => pod.status?.podIPs?.[0]?.ip || '<none>'),
  wide('Node', (pod) => pod.spec.nodeName || '<none>'),
  wide('Nominated Node', (pod) => pod.status?.nominatedNodeName || '<none>'),
  wide('Readiness Gates', readinessGates),
];
