/** Jobs at set times. After k8s.io/kubernetes/pkg/controller/cronjob. */
import { timestamp } from '../../clock.ts';
import { copy, equal, type KubeObject } from '../object.ts';
import { nextTime, parseSchedule } from '../resources/cron.ts';
import { isJobFinished } from './job.ts';
import { isTrue } from './support/conditions.ts';
import { record } from './support/events.ts';
import { controllerRef, ownerKeys } from './support/ownership.ts';
import { keyOf, readKey, type Controller, type ControllerContext } from './types.ts';

const KEY = 'cronjobs.batch';
const JOBS = 'jobs.batch';
const SOURCE = { component: 'cronjob-controller' };
const MINUTE = 60_000;
/** Of so many missed times only the last counts, and the controller says that there were too many. */
const TOO_MANY = 100;

export const cronJobController: Controller = {
  name: 'cronjob',
  user: 'system:serviceaccount:kube-system:cronjob-controller',
  watches: [KEY, JOBS],
  keysOf(change, context) {
    if (change.resource === JOBS) return ownerKeys(change, 'CronJob', context, KEY);
    return change.object ? [keyOf(change.object)] : [];
  },
  reconcile(key, context) {
    const { namespace, name } = readKey(key);
    const cronJob = context.get(KEY, namespace, name);
    if (!cronJob || cronJob.metadata.deletionTimestamp) return;
    const jobs = context.ownedBy(JOBS, cronJob.metadata.uid!);
    const settled = settleStatus(cronJob, jobs, context);
    clean(settled, jobs, context);
    if (!settled.spec.suspend) schedule(settled, context);
  },
};

const timeOf = (job: KubeObject): number => Date.parse(job.status?.startTime ?? job.metadata.creationTimestamp ?? '');

/** The active jobs that its status lists, less those that are done. */
function settleStatus(cronJob: KubeObject, jobs: readonly KubeObject[], context: ControllerContext): KubeObject {
  const listed: KubeObject[] = cronJob.status?.active ?? [];
  const active = listed.filter((ref) => {
    const job = jobs.find(({ metadata }) => metadata.uid === ref.uid);
    if (!job) record(context, cronJob, SOURCE, { type: 'Normal', reason: 'MissingJob', message: `Active job went missing: ${ref.name}` });
    else if (isJobFinished(job)) {
      const how = isTrue(job.status?.conditions, 'Complete') ? 'Complete' : 'Failed';
      record(context, cronJob, SOURCE, {
        type: 'Normal',
        reason: 'SawCompletedJob',
        message: `Saw completed job: ${ref.name}, status: ${how}`,
      });
    }
    return job && !isJobFinished(job);
  });
  return equal(active, listed) ? cronJob : write(cronJob, { ...cronJob.status, active }, context);
}

function write(cronJob: KubeObject, status: KubeObject['status'], context: ControllerContext): KubeObject {
  const { active, ...rest } = status;
  const { code, body } = context.updateStatus(KEY, { ...cronJob, status: active?.length ? status : rest });
  return code === 200 ? (body as KubeObject) : cronJob;
}

/** Finished jobs beyond the history that is kept. */
function clean({ spec }: KubeObject, jobs: readonly KubeObject[], context: ControllerContext): void {
  const limits = [
    { type: 'Complete', limit: spec.successfulJobsHistoryLimit },
    { type: 'Failed', limit: spec.failedJobsHistoryLimit },
  ];
  for (const { type, limit } of limits) {
    if (limit === undefined) continue;
    const finished = jobs
      .filter((job) => isTrue(job.status?.conditions, type) && !job.metadata.deletionTimestamp)
      .sort((a, b) => timeOf(a) - timeOf(b));
    for (const job of finished.slice(0, Math.max(0, finished.length - limit)))
      context.remove(JOBS, job, { propagationPolicy: 'Background' });
  }
}

/** Starts what is due and looks again at the next time. */
function schedule(cronJob: KubeObject, context: ControllerContext): void {
  const parsed = parseSchedule(cronJob.spec.schedule);
  if ('error' in parsed) return;
  const { startingDeadlineSeconds: deadline } = cronJob.spec;
  const from = Math.max(
    Date.parse(cronJob.status?.lastScheduleTime ?? cronJob.metadata.creationTimestamp ?? ''),
    deadline === undefined ? 0 : context.now - deadline * 1000,
  );
  let missed = 0;
  let due: number | undefined;
  let next = nextTime(parsed, from);
  while (next !== undefined && next <= context.now) {
    due = next;
    next = nextTime(parsed, next);
    if (++missed > TOO_MANY && deadline === undefined) {
      // The rest is not counted: the last one before now is what is due.
      const last = nextTime(parsed, context.now - MINUTE);
      due = last !== undefined && last <= context.now ? last : due;
      next = nextTime(parsed, context.now);
    }
  }
  if (next !== undefined) context.after(next - context.now, keyOf(cronJob), { repeats: true });
  if (due !== undefined) start(cronJob, due, context);
}

function start(cronJob: KubeObject, due: number, context: ControllerContext): void {
  let current = cronJob;
  const active: KubeObject[] = current.status?.active ?? [];
  if (active.length && current.spec.concurrencyPolicy === 'Forbid') {
    record(context, current, SOURCE, {
      type: 'Normal',
      reason: 'JobAlreadyActive',
      message: 'Not starting job because prior execution is running and concurrency policy is Forbid',
    });
    return;
  }
  if (current.spec.concurrencyPolicy === 'Replace') {
    for (const ref of active) {
      const job = context.get(JOBS, current.metadata.namespace!, ref.name as unknown as string);
      if (!job) continue;
      context.remove(JOBS, job, { propagationPolicy: 'Background' });
      record(context, current, SOURCE, { type: 'Normal', reason: 'SuccessfulDelete', message: `Deleted job ${job.metadata.name}` });
    }
    if (active.length) current = write(current, { ...current.status, active: [] }, context);
  }
  const { code, body } = context.create(JOBS, jobFrom(current, due, context.versions.has('batchV1CronJob') ? 'batch/v1' : 'batch/v1beta1'));
  if (code === 409) return;
  if (code !== 201) {
    record(context, current, SOURCE, {
      type: 'Warning',
      reason: 'FailedCreate',
      message: `Error creating job: ${(body as KubeObject).message}`,
    });
    return;
  }
  const { apiVersion, kind, metadata } = body as KubeObject;
  record(context, current, SOURCE, { type: 'Normal', reason: 'SuccessfulCreate', message: `Created job ${metadata.name}` });
  const ref = {
    apiVersion,
    kind,
    name: metadata.name,
    namespace: metadata.namespace,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
  };
  const stored = context.get(KEY, current.metadata.namespace!, current.metadata.name!) ?? current;
  write(stored, { ...stored.status, active: [...(stored.status?.active ?? []), ref], lastScheduleTime: timestamp(due) }, context);
}

/** Named after the time that it is for, so that none is made twice. @param apiVersion the version that names its owner */
function jobFrom(cronJob: KubeObject, due: number, apiVersion: string): KubeObject {
  const { metadata = {}, spec } = copy(cronJob.spec.jobTemplate);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...(metadata.labels ? { labels: metadata.labels } : {}),
      ...(metadata.annotations ? { annotations: metadata.annotations } : {}),
      name: `${cronJob.metadata.name}-${due / 1000}`,
      namespace: cronJob.metadata.namespace,
      ownerReferences: [{ ...controllerRef(cronJob), apiVersion }],
    },
    spec,
  };
}
