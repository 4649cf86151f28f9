/** What a deployment says of itself. After progress.go and sync.go calculateStatus. */
import type { Condition } from '../support/conditions.ts';
import { conditionOf, withCondition, without } from '../support/conditions.ts';
import { equal, type KubeObject } from '../../object.ts';
import { keyOf, type ControllerContext } from '../types.ts';
import { actualIn, allOf, availableIn, DEPLOYMENTS, limitsOf, readyIn, type Sets } from './model.ts';
import { hasDeadline, timeOf } from './revisions.ts';

const COMPLETE = 'NewReplicaSetAvailable';
const TIMED_OUT = 'ProgressDeadlineExceeded';
const PAUSED = 'DeploymentPaused';

type Status = Record<string, any>;

const positive = (field: string, count: number): Status => (count > 0 ? { [field]: count } : {});

/** Numbers and availability alone. */
export function countedStatus(context: ControllerContext, deployment: KubeObject, sets: Sets): Status {
  const all = allOf(sets);
  const { replicas } = deployment.spec;
  const available = availableIn(all);
  const isAvailable = available >= replicas - limitsOf(deployment).unavailable;
  const { collisionCount, conditions = [] } = deployment.status ?? {};
  const availability: Condition = isAvailable
    ? { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable', message: 'Deployment has minimum availability.' }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
  return {
    ...(deployment.metadata.generation ? { observedGeneration: deployment.metadata.generation } : {}),
    ...positive('replicas', actualIn(all)),
    ...positive('updatedReplicas', actualIn(sets.current ? [sets.current] : [])),
    ...positive('readyReplicas', readyIn(all)),
    ...positive('availableReplicas', available),
    ...positive('unavailableReplicas', specified(all) - available),
    ...(collisionCount === undefined ? {} : { collisionCount }),
    conditions: withCondition(conditions, { ...availability, lastUpdateTime: timeOf(context) }, context.now),
  };
}

const specified = (sets: readonly KubeObject[]): number => sets.reduce((sum, { spec }) => sum + (spec.replicas ?? 1), 0);

export function writeStatus(context: ControllerContext, deployment: KubeObject, status: Status): void {
  const { name, namespace, annotations = {} } = deployment.metadata;
  const stored = context.get(DEPLOYMENTS, namespace!, name!);
  if (stored && equal(status, stored.status) && equal(annotations, stored.metadata.annotations ?? {})) return;
  context.updateStatus(DEPLOYMENTS, { ...deployment, status });
}

/** Every pod is new and available, and no old one is left. */
export function isComplete({ spec, metadata }: KubeObject, status: Status): boolean {
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, observedGeneration = 0 } = status;
  return (
    updatedReplicas === spec.replicas &&
    replicas === spec.replicas &&
    availableReplicas === spec.replicas &&
    observedGeneration >= (metadata.generation ?? 0)
  );
}

function isProgressing({ status: old = {} }: KubeObject, status: Status): boolean {
  const count = (of: Status, field: string): number => of[field] ?? 0;
  const outdated = (of: Status): number => count(of, 'replicas') - count(of, 'updatedReplicas');
  const grew = ['updatedReplicas', 'readyReplicas', 'availableReplicas'].some((field) => count(status, field) > count(old, field));
  return grew || outdated(status) < outdated(old);
}

/** Milliseconds from now to the deadline of the last progress; undefined where there is no deadline to miss. */
function untilDeadline(deployment: KubeObject, progressing: Condition | undefined, now: number): number | undefined {
  if (!progressing || progressing.reason === COMPLETE || !progressing.lastUpdateTime) return undefined;
  return Date.parse(progressing.lastUpdateTime) + deployment.spec.progressDeadlineSeconds * 1000 - now;
}

/** How it goes (syncRolloutStatus). */
export function syncStatus(context: ControllerContext, deployment: KubeObject, sets: Sets): void {
  const status = countedStatus(context, deployment, sets);
  const progressing = conditionOf(deployment.status?.conditions, 'Progressing');
  const wasComplete = status.replicas === status.updatedReplicas && progressing?.reason === COMPLETE;
  if (!hasDeadline(deployment)) status.conditions = without(status.conditions, 'Progressing');
  else if (!wasComplete) status.conditions = judged(context, deployment, sets, status, progressing);
  status.conditions = withFailure(status.conditions, sets, context);
  writeStatus(context, deployment, status);

  const latest = conditionOf(status.conditions, 'Progressing');
  const wait = hasDeadline(deployment) && !isComplete(deployment, status) ? untilDeadline(deployment, latest, context.now) : undefined;
  if (wait !== undefined && wait >= 0 && latest?.reason !== TIMED_OUT) context.after(wait + 1000, keyOf(deployment));
  else context.cancel(keyOf(deployment));
}

function judged(
  context: ControllerContext,
  deployment: KubeObject,
  { current }: Sets,
  status: Status,
  progressing: Condition | undefined,
): Condition[] {
  const what = current ? `ReplicaSet "${current.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
  const set = (
    state: Condition['status'],
    reason: string,
    message: string,
    conditions: readonly Condition[] = status.conditions,
  ): Condition[] =>
    withCondition(conditions, { type: 'Progressing', status: state, reason, message, lastUpdateTime: timeOf(context) }, context.now);
  if (isComplete(deployment, status)) return set('True', COMPLETE, `${what} has successfully progressed.`);
  if (isProgressing(deployment, status)) {
    // The time of the last update is what counts, so the condition is written anew.
    const fresh = set('True', 'ReplicaSetUpdated', `${what} is progressing.`, without(status.conditions, 'Progressing'));
    if (progressing?.status !== 'True') return fresh;
    return fresh.map((c) => (c.type === 'Progressing' ? { ...c, lastTransitionTime: progressing.lastTransitionTime } : c));
  }
  const wait = untilDeadline(deployment, progressing, context.now);
  const isLate = progressing?.reason === TIMED_OUT || (wait !== undefined && wait < 0);
  return isLate ? set('False', TIMED_OUT, `${what} has timed out progressing.`) : status.conditions;
}

/** The replica sets' failure, the new one's first, is the deployment's. */
function withFailure(conditions: readonly Condition[], { current, old }: Sets, context: ControllerContext): Condition[] {
  const failures = [...(current ? [current] : []), ...old].map((set) => conditionOf(set.status?.conditions, 'ReplicaFailure'));
  const failure = failures.find((found) => found !== undefined);
  if (!failure) return without(conditions, 'ReplicaFailure');
  const { reason, message } = failure;
  return withCondition(
    conditions,
    { type: 'ReplicaFailure', status: 'True', reason, message, lastUpdateTime: timeOf(context) },
    context.now,
  );
}

/** Notes that it was paused or resumed, so that the time that it rested is not counted against it. */
export function withPause(context: ControllerContext, deployment: KubeObject): KubeObject {
  const conditions: Condition[] = deployment.status?.conditions ?? [];
  const progressing = conditionOf(conditions, 'Progressing');
  if (!hasDeadline(deployment) || progressing?.reason === TIMED_OUT || (progressing?.reason === COMPLETE && !deployment.spec.paused))
    return deployment;
  const isNoted = progressing?.reason === PAUSED;
  if (Boolean(deployment.spec.paused) === isNoted) return deployment;
  const condition: Condition = deployment.spec.paused
    ? { type: 'Progressing', status: 'Unknown', reason: PAUSED, message: 'Deployment is paused' }
    : { type: 'Progressing', status: 'Unknown', reason: 'DeploymentResumed', message: 'Deployment is resumed' };
  const next = withCondition(conditions, { ...condition, lastUpdateTime: timeOf(context) }, context.now);
  const { code, body } = context.updateStatus(DEPLOYMENTS, { ...deployment, status: { ...deployment.status, conditions: next } });
  return code === 200 ? (body as KubeObject) : deployment;
}
