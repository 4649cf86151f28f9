/** A pod's phase and conditions, from what its containers do. After k8s.io/kubernetes/pkg/kubelet/kubelet_pods.go and status/generate.go. */
import { timestamp } from '../../../clock.ts';
import type { KubeObject } from '../../object.ts';
import { conditionOf, type Condition } from '../support/conditions.ts';
import type { ContainerStatus } from './containers.ts';

export type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

const succeeded = ({ state }: ContainerStatus): boolean => state.terminated?.exitCode === 0;
const failed = ({ state }: ContainerStatus): boolean => Boolean(state.terminated && state.terminated.exitCode !== 0);

/** getPhase. */
export function phaseOf({ spec }: KubeObject, inits: readonly ContainerStatus[], containers: readonly ContainerStatus[]): Phase {
  const policy = spec.restartPolicy ?? 'Always';
  if (!inits.every(succeeded)) return policy === 'Never' && inits.some(failed) ? 'Failed' : 'Pending';
  const waiting = containers.filter(({ state, lastState }) => state.waiting && !lastState?.terminated).length;
  const running = containers.filter(({ state, lastState }) => state.running || (state.waiting && lastState?.terminated)).length;
  if (waiting > 0) return 'Pending';
  if (running > 0 || policy === 'Always') return 'Running';
  if (containers.every(succeeded)) return 'Succeeded';
  return policy === 'Never' ? 'Failed' : 'Running';
}

const names = (statuses: readonly ContainerStatus[]): string => `[${statuses.map(({ name }) => name).join(' ')}]`;

/** Initialized, Ready and ContainersReady before what else there is. */
export function conditionsOf(
  pod: KubeObject,
  phase: Phase,
  inits: readonly ContainerStatus[],
  containers: readonly ContainerStatus[],
  now: number,
): Condition[] {
  const current: Condition[] = pod.status?.conditions ?? [];
  const unready = containers.filter(({ ready }) => !ready);
  const undone = inits.filter((status) => !succeeded(status));
  const ready = readiness(phase, unready);
  const gates = ((pod.spec.readinessGates ?? []) as { conditionType: string }[]).filter(
    ({ conditionType }) => conditionOf(current, conditionType)?.status !== 'True',
  );
  const isGated = !ready.reason && gates.length > 0;
  const made: Stated[] = [
    { type: 'Initialized', ...initialized(phase, undone) },
    {
      type: 'Ready',
      ...(isGated
        ? {
            status: 'False',
            reason: 'ReadinessGatesNotReady',
            message: gates
              .map(({ conditionType }) => `corresponding condition of pod readiness gate "${conditionType}" does not exist.`)
              .join(', '),
          }
        : ready),
    },
    { type: 'ContainersReady', ...ready },
  ];
  const kept = made.map((condition): Condition => {
    const old = conditionOf(current, condition.type);
    return {
      ...condition,
      lastProbeTime: null,
      lastTransitionTime: old?.status === condition.status ? old.lastTransitionTime : timestamp(now),
    };
  });
  return [...kept, ...current.filter(({ type }) => !made.some((c) => c.type === type))];
}

/** What a condition says, less its times. */
type Said = Pick<Condition, 'status' | 'reason' | 'message'>;
type Stated = Said & { type: string };

function readiness(phase: Phase, unready: readonly ContainerStatus[]): Said {
  if (unready.length === 0) return { status: 'True' };
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  return { status: 'False', reason: 'ContainersNotReady', message: `containers with unready status: ${names(unready)}` };
}

function initialized(phase: Phase, undone: readonly ContainerStatus[]): Said {
  if (undone.length === 0) return { status: 'True', ...(phase === 'Succeeded' ? { reason: 'PodCompleted' } : {}) };
  return { status: 'False', reason: 'ContainersNotInitialized', message: `containers with incomplete status: ${names(undone)}` };
}
