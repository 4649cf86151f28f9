/** Conditions of a status, which Kubernetes keeps as a list with one entry a type. */
import { timestamp } from '../../../clock.ts';

export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastProbeTime?: string | null;
  lastUpdateTime?: string;
}

export const conditionOf = (conditions: readonly Condition[] | undefined, type: string): Condition | undefined =>
  conditions?.find((c) => c.type === type);

export const isTrue = (conditions: readonly Condition[] | undefined, type: string): boolean =>
  conditionOf(conditions, type)?.status === 'True';

/** Puts a condition last, as the real controllers do, unless its status and reason stand there already. The time of the last transition stays while the status does. */
export function withCondition(conditions: readonly Condition[], condition: Condition, now: number): Condition[] {
  const current = conditionOf(conditions, condition.type);
  if (current && current.status === condition.status && current.reason === condition.reason) return [...conditions];
  const lastTransitionTime = current?.status === condition.status ? current.lastTransitionTime : timestamp(now);
  return [...without(conditions, condition.type), { ...condition, lastTransitionTime }];
}

export const without = (conditions: readonly Condition[], type: string): Condition[] => conditions.filter((c) => c.type !== type);
