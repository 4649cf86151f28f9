/** What controllers ask of pods. After k8s.io/kubernetes/pkg/api/v1/pod and pkg/controller/controller_utils.go. */
import type { KubeObject } from '../../object.ts';
import { conditionOf, isTrue } from './conditions.ts';

export const isReady = (pod: KubeObject): boolean => isTrue(pod.status?.conditions, 'Ready');

/** Over, whatever came of it. */
export const isFinished = ({ status }: KubeObject): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';

/** Counts as one of its controller's: neither over nor going. */
export const isActive = (pod: KubeObject): boolean => !isFinished(pod) && !pod.metadata.deletionTimestamp;

/** The time from which a ready pod counts as available; undefined while it is not ready. */
export function availableFrom(pod: KubeObject, minReadySeconds = 0): number | undefined {
  if (!isReady(pod)) return undefined;
  const since = conditionOf(pod.status?.conditions, 'Ready')?.lastTransitionTime;
  return minReadySeconds === 0 ? 0 : Date.parse(since ?? '') + minReadySeconds * 1000;
}

export function isAvailable(pod: KubeObject, minReadySeconds: number | undefined, now: number): boolean {
  const from = availableFrom(pod, minReadySeconds);
  return from !== undefined && from <= now;
}

/** Milliseconds until the next ready pod becomes available; undefined where none will. */
export function untilAvailable(pods: readonly KubeObject[], minReadySeconds: number | undefined, now: number): number | undefined {
  const later = pods.map((pod) => availableFrom(pod, minReadySeconds)).filter((time): time is number => time !== undefined && time > now);
  return later.length ? Math.min(...later) - now : undefined;
}

const PHASES: Record<string, number> = { Pending: 0, Unknown: 1, Running: 2 };
const restarts = ({ status }: KubeObject): number =>
  Math.max(0, ...(status?.containerStatuses ?? []).map((c: { restartCount?: number }) => c.restartCount ?? 0));
const readySince = (pod: KubeObject): number => Date.parse(conditionOf(pod.status?.conditions, 'Ready')?.lastTransitionTime ?? '') || 0;

/** In the order in which a controller gives them up: what is least of a loss first (ActivePodsWithRanks). */
export function byExpendability(a: KubeObject, b: KubeObject): number {
  return (
    Number(Boolean(a.spec.nodeName)) - Number(Boolean(b.spec.nodeName)) ||
    (PHASES[a.status?.phase] ?? 0) - (PHASES[b.status?.phase] ?? 0) ||
    Number(isReady(a)) - Number(isReady(b)) ||
    readySince(b) - readySince(a) ||
    restarts(b) - restarts(a) ||
    Date.parse(b.metadata.creationTimestamp ?? '') - Date.parse(a.metadata.creationTimestamp ?? '')
  );
}
