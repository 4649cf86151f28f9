/** Pods that come to an end. After k8s.io/kubernetes/pkg/controller/job. */
import { timestamp } from '../../clock.ts';
import { equal, type KubeObject } from '../object.ts';
import type { Index } from './indexes.ts';
import { backoff } from './kubelet/containers.ts';
import type { Condition } from './support/conditions.ts';
import { isTrue } from './support/conditions.ts';
import { record } from './support/events.ts';
import { claim, ownerKeys } from './support/ownership.ts';
import {
  ADMISSION_RESOURCES,
  createMany,
  createPod,
  deletePod,
  podFrom,
  refusedKeys,
  retry,
  WAITING,
  type Pace,
} from './support/pod-control.ts';
import { byExpendability, isActive } from './support/pods.ts';
import { keyOf, readKey, type Controller, type ControllerContext } from './types.ts';

const KEY = 'jobs.batch';
const SOURCE = { component: 'job-controller' };

export const isJobFinished = ({ status }: KubeObject): boolean =>
  isTrue(status?.conditions, 'Complete') || isTrue(status?.conditions, 'Failed');

const isShort = (job: KubeObject): boolean => !isJobFinished(job) && (job.status?.active ?? 0) === 0 && (job.spec?.parallelism ?? 1) > 0;
const SHORT: Index = { resource: KEY, keysOf: (job) => (isShort(job) ? [WAITING] : []) };

export const jobController: Controller = {
  name: 'job',
  user: 'system:serviceaccount:kube-system:job-controller',
  watches: [KEY, 'pods', ...ADMISSION_RESOURCES],
  keysOf(change, context) {
    if (change.resource === KEY) return change.object ? [keyOf(change.object)] : [];
    if (change.resource === 'pods') return ownerKeys(change, 'Job', context, KEY);
    return refusedKeys(change, SHORT, context) ?? [];
  },
  reconcile(key, context) {
    const { namespace, name } = readKey(key);
    const job = context.get(KEY, namespace, name);
    if (!job || job.metadata.deletionTimestamp) return;
    if (isJobFinished(job)) return expire(job, context);
    sync(job, context);
  },
};

interface Counts {
  active: number;
  succeeded: number;
  failed: number;
}

function sync(job: KubeObject, context: ControllerContext): void {
  const pods = claim(context, 'pods', job);
  const active = pods.filter(isActive);
  const succeeded = pods.filter((pod) => pod.status?.phase === 'Succeeded').length;
  const failed = pods.filter((pod) => pod.status?.phase === 'Failed');
  const startTime: string = job.status?.startTime ?? timestamp(context.now);
  const failure = failureOf(job, pods, failed.length, startTime, context.now);
  if (failure) {
    for (const pod of active) deletePod(context, job, SOURCE, pod);
    record(context, job, SOURCE, { type: 'Warning', ...failure });
    return write(
      job,
      { active: 0, succeeded, failed: failed.length + active.length },
      startTime,
      { type: 'Failed', status: 'True', ...failure },
      context,
    );
  }
  const held = manage(job, active, succeeded, failed, context);
  const now = context.ownedBy('pods', job.metadata.uid!).filter(isActive);
  const isComplete = job.spec.completions === undefined ? succeeded > 0 && now.length === 0 : succeeded >= job.spec.completions;
  if (isComplete) record(context, job, SOURCE, { type: 'Normal', reason: 'Completed', message: 'Job completed' });
  write(
    job,
    { active: isComplete ? 0 : now.length, succeeded, failed: failed.length },
    startTime,
    isComplete ? { type: 'Complete', status: 'True' } : undefined,
    context,
  );
  const deadline = deadlineOf(job, startTime);
  const waits = [held, deadline === undefined ? undefined : deadline - context.now].filter((wait) => wait !== undefined);
  if (!isComplete && waits.length) context.after(Math.max(0, Math.min(...waits)), keyOf(job));
}

function deadlineOf({ spec }: KubeObject, startTime: string): number | undefined {
  return spec.activeDeadlineSeconds === undefined ? undefined : Date.parse(startTime) + spec.activeDeadlineSeconds * 1000;
}

const restartsOf = ({ status }: KubeObject): number =>
  [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].reduce(
    (sum: number, c: { restartCount?: number }) => sum + (c.restartCount ?? 0),
    0,
  );

function failureOf(
  job: KubeObject,
  pods: readonly KubeObject[],
  failed: number,
  startTime: string,
  now: number,
): { reason: string; message: string } | undefined {
  const limit: number = job.spec.backoffLimit ?? 6;
  const restarts = job.spec.template.spec.restartPolicy === 'OnFailure' ? pods.reduce((sum, pod) => sum + restartsOf(pod), 0) : 0;
  const isOver =
    failed > limit || (job.spec.template.spec.restartPolicy === 'OnFailure' && (limit === 0 ? restarts > 0 : restarts >= limit));
  if (isOver) return { reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' };
  const deadline = deadlineOf(job, startTime);
  return deadline !== undefined && deadline <= now
    ? { reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' }
    : undefined;
}

/** DefaultJobBackOff and MaxJobBackOff: Jobs are tried again at more leisure than what is to stay up. */
const PACE: Pace = { first: 10_000, longest: 360_000 };

/** Creates or deletes pods (manageJob). The milliseconds that a creation has to wait for. */
function manage(
  job: KubeObject,
  active: readonly KubeObject[],
  succeeded: number,
  failed: readonly KubeObject[],
  context: ControllerContext,
): number | undefined {
  const { parallelism = 1, completions } = job.spec;
  const wanted =
    completions === undefined ? (succeeded > 0 ? active.length : parallelism) : Math.min(parallelism, Math.max(0, completions - succeeded));
  const surplus = active.length - (completions === undefined ? parallelism : wanted);
  if (surplus > 0) {
    for (const pod of [...active].sort(byExpendability).slice(0, surplus)) deletePod(context, job, SOURCE, pod);
    return undefined;
  }
  const missing = wanted - active.length;
  if (missing <= 0) return undefined;
  const due = lastEnd(failed) + backoff(failed.length);
  if (failed.length > 0 && context.now < due) return due - context.now;
  const failure = createMany(missing, () => createPod(context, job, SOURCE, podFrom(job.spec.template, job)));
  if (failure) retry(context, keyOf(job), failure, PACE);
  return undefined;
}

/** When the last of these pods ended. */
function lastEnd(pods: readonly KubeObject[]): number {
  const ends = pods.flatMap(({ status, metadata }) => {
    const times = (status?.containerStatuses ?? []).map((c: { state?: { terminated?: { finishedAt?: string } } }) =>
      Date.parse(c.state?.terminated?.finishedAt ?? ''),
    );
    return times.some((time: number) => time > 0)
      ? times.filter((time: number) => time > 0)
      : [Date.parse(metadata.creationTimestamp ?? '')];
  });
  return Math.max(0, ...ends);
}

function write(
  job: KubeObject,
  counts: Counts,
  startTime: string,
  condition: Pick<Condition, 'type' | 'status' | 'reason' | 'message'> | undefined,
  context: ControllerContext,
): void {
  const stored = context.get(KEY, job.metadata.namespace!, job.metadata.name!);
  if (!stored) return;
  const time = timestamp(context.now);
  const conditions = [
    ...(stored.status?.conditions ?? []),
    ...(condition ? [{ ...condition, lastProbeTime: time, lastTransitionTime: time }] : []),
  ];
  const status = {
    ...(conditions.length ? { conditions } : {}),
    startTime,
    ...(condition?.type === 'Complete' ? { completionTime: time } : {}),
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
  };
  if (!equal(status, stored.status)) context.updateStatus(KEY, { ...stored, status });
}

/** A finished job that says how long it is kept (TTLAfterFinished). */
function expire(job: KubeObject, context: ControllerContext): void {
  const { ttlSecondsAfterFinished: ttl } = job.spec;
  if (ttl === undefined) return;
  const finished = (job.status.conditions as Condition[]).find(
    ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
  );
  const due = Date.parse(finished?.lastTransitionTime ?? '') + ttl * 1000;
  if (context.now < due) context.after(due - context.now, keyOf(job));
  else context.remove(KEY, job, { propagationPolicy: 'Foreground' });
}
