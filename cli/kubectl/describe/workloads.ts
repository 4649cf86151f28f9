/** Deployments, replica sets, daemon sets, stateful sets, jobs, cron jobs. */
import { humanDuration } from '../../../formats/duration.ts';
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { events } from './events.ts';
import { podTemplate } from './pods.ts';
import type { Describe, DescribeContext } from './types.ts';
import { annotations, labels, longTime, mapText, selectorText, writer, type Writer } from './writer.ts';

function head(w: Writer, { metadata }: KubeObject): void {
  w.line(0, 'Name:', metadata.name);
  w.line(0, 'Namespace:', metadata.namespace);
}

function conditions(w: Writer, list: any[] | undefined): void {
  if (!list?.length) return;
  w.line(0, 'Conditions:');
  w.line(1, 'Type', 'Status', 'Reason');
  w.line(1, '----', '------', '------');
  for (const c of list) w.line(1, `${c.type} `, c.status, c.reason ?? '');
}

export const describeDeployment: Describe = async (deployment, context) => {
  const w = writer();
  const { metadata, spec, status = {} } = deployment;
  head(w, deployment);
  w.line(0, 'CreationTimestamp:', longTime(metadata.creationTimestamp ?? undefined));
  labels(w, 'Labels', metadata.labels);
  annotations(w, 'Annotations', metadata.annotations);
  w.line(0, 'Selector:', selectorText(spec.selector));
  w.line(
    0,
    'Replicas:',
    `${spec.replicas} desired | ${status.updatedReplicas ?? 0} updated | ${status.replicas ?? 0} total | ${status.availableReplicas ?? 0} available | ${status.unavailableReplicas ?? 0} unavailable`,
  );
  w.line(0, 'StrategyType:', spec.strategy?.type ?? '');
  w.line(0, 'MinReadySeconds:', spec.minReadySeconds ?? 0);
  const rolling = spec.strategy?.rollingUpdate;
  if (rolling) w.line(0, 'RollingUpdateStrategy:', `${rolling.maxUnavailable} max unavailable, ${rolling.maxSurge} max surge`);
  podTemplate(w, spec.template);
  conditions(w, status.conditions);
  const { old, current } = await replicaSetsOf(deployment, context);
  w.line(0, 'OldReplicaSets:', replicaSetText(old));
  w.line(0, 'NewReplicaSet:', replicaSetText(current ? [current] : []));
  await events(w, deployment, context);
  return w.finish();
};

async function replicaSetsOf(deployment: KubeObject, context: DescribeContext): Promise<{ old: KubeObject[]; current?: KubeObject }> {
  const all = (
    await context.list('replicasets.apps', deployment.metadata.namespace!, { labelSelector: selectorText(deployment.spec.selector) })
  ).filter((rs) => rs.metadata.ownerReferences?.some((o) => o.controller && o.uid === deployment.metadata.uid));
  const revision = deployment.metadata.annotations?.['deployment.kubernetes.io/revision'];
  const current = all.find((rs) => rs.metadata.annotations?.['deployment.kubernetes.io/revision'] === revision);
  return { current, old: all.filter((rs) => rs !== current && rs.spec.replicas > 0) };
}

const replicaSetText = (list: KubeObject[]): string =>
  list.map((rs) => `${rs.metadata.name} (${rs.status?.replicas ?? 0}/${rs.spec.replicas} replicas created)`).join(', ') || '<none>';

async function podCounts(
  object: KubeObject,
  context: DescribeContext,
): Promise<{ running: number; waiting: number; succeeded: number; failed: number }> {
  const pods = (await context.list('pods', object.metadata.namespace!, { labelSelector: selectorText(object.spec.selector) })).filter(
    (pod) => pod.metadata.ownerReferences?.some((o) => o.controller && o.uid === object.metadata.uid),
  );
  const count = (phase: string) => pods.filter((p) => p.status?.phase === phase).length;
  return { running: count('Running'), waiting: count('Pending'), succeeded: count('Succeeded'), failed: count('Failed') };
}

const countsText = (c: Awaited<ReturnType<typeof podCounts>>): string =>
  `${c.running} Running / ${c.waiting} Waiting / ${c.succeeded} Succeeded / ${c.failed} Failed`;

export const describeReplicaSet: Describe = async (rs, context) => {
  const w = writer();
  const { metadata, spec, status = {} } = rs;
  head(w, rs);
  w.line(0, 'Selector:', rs.kind === 'ReplicationController' ? mapText(spec.selector) : selectorText(spec.selector));
  labels(w, 'Labels', metadata.labels);
  annotations(w, 'Annotations', metadata.annotations);
  const owner = metadata.ownerReferences?.find((o) => o.controller);
  if (owner) w.line(0, 'Controlled By:', `${owner.kind}/${owner.name}`);
  w.line(0, 'Replicas:', `${status.replicas ?? 0} current / ${spec.replicas} desired`);
  const counted = rs.kind === 'ReplicationController' ? { ...rs, spec: { ...spec, selector: { matchLabels: spec.selector } } } : rs;
  w.line(0, 'Pods Status:', countsText(await podCounts(counted as KubeObject, context)));
  podTemplate(w, spec.template);
  conditions(w, status.conditions);
  await events(w, rs, context);
  return w.finish();
};

export const describeDaemonSet: Describe = async (ds, context) => {
  const w = writer();
  const { metadata, spec, status = {} } = ds;
  w.line(0, 'Name:', metadata.name);
  w.line(0, 'Selector:', selectorText(spec.selector));
  w.line(0, 'Node-Selector:', mapText(spec.template?.spec?.nodeSelector));
  labels(w, 'Labels', metadata.labels);
  annotations(w, 'Annotations', metadata.annotations);
  w.line(0, `Desired Number of Nodes Scheduled: ${status.desiredNumberScheduled ?? 0}`);
  w.line(0, `Current Number of Nodes Scheduled: ${status.currentNumberScheduled ?? 0}`);
  w.line(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status.updatedNumberScheduled ?? 0}`);
  w.line(0, `Number of Nodes Scheduled with Available Pods: ${status.numberAvailable ?? 0}`);
  w.line(0, `Number of Nodes Misscheduled: ${status.numberMisscheduled ?? 0}`);
  w.line(0, 'Pods Status:', countsText(await podCounts(ds, context)));
  podTemplate(w, spec.template);
  await events(w, ds, context);
  return w.finish();
};

export const describeStatefulSet: Describe = async (sts, context) => {
  const w = writer();
  const { metadata, spec, status = {} } = sts;
  head(w, sts);
  w.line(0, 'CreationTimestamp:', longTime(metadata.creationTimestamp ?? undefined));
  w.line(0, 'Selector:', selectorText(spec.selector));
  labels(w, 'Labels', metadata.labels);
  annotations(w, 'Annotations', metadata.annotations);
  w.line(0, 'Replicas:', `${spec.replicas} desired | ${status.replicas ?? 0} total`);
  w.line(0, 'Update Strategy:', spec.updateStrategy?.type ?? '');
  if (spec.updateStrategy?.rollingUpdate) w.line(1, 'Partition:', spec.updateStrategy.rollingUpdate.partition ?? 0);
  w.line(0, 'Pods Status:', countsText(await podCounts(sts, context)));
  podTemplate(w, spec.template);
  claims(w, spec.volumeClaimTemplates);
  await events(w, sts, context);
  return w.finish();
};

function claims(w: Writer, list: any[] | undefined): void {
  if (!list?.length) return w.line(0, 'Volume Claims:', '<none>');
  w.line(0, 'Volume Claims:');
  for (const claim of list) {
    w.line(1, 'Name:', claim.metadata.name);
    w.line(1, 'StorageClass:', claim.spec.storageClassName ?? '');
    labels(w, '  Labels', claim.metadata.labels);
    annotations(w, '  Annotations', claim.metadata.annotations);
    w.line(1, 'Capacity:', claim.spec.resources?.requests?.storage ?? '<default>');
    w.line(1, 'Access Modes:', `[${(claim.spec.accessModes ?? []).join(' ')}]`);
  }
}

export const describeJob: Describe = async (job, context) => {
  const w = writer();
  const { metadata, spec, status = {} } = job;
  head(w, job);
  w.line(0, 'Selector:', selectorText(spec.selector));
  labels(w, 'Labels', metadata.labels);
  annotations(w, 'Annotations', metadata.annotations);
  const owner = metadata.ownerReferences?.find((o) => o.controller);
  if (owner) w.line(0, 'Controlled By:', `${owner.kind}/${owner.name}`);
  w.line(0, 'Parallelism:', spec.parallelism ?? '<unset>');
  w.line(0, 'Completions:', spec.completions ?? '<unset>');
  if (status.startTime) w.line(0, 'Start Time:', longTime(status.startTime));
  if (status.completionTime) w.line(0, 'Completed At:', longTime(status.completionTime));
  if (status.startTime && status.completionTime)
    w.line(0, 'Duration:', humanDuration(Date.parse(status.completionTime) - Date.parse(status.startTime)));
  if (spec.activeDeadlineSeconds !== undefined) w.line(0, 'Active Deadline Seconds:', `${spec.activeDeadlineSeconds}s`);
  w.line(0, 'Pods Statuses:', `${status.active ?? 0} Running / ${status.succeeded ?? 0} Succeeded / ${status.failed ?? 0} Failed`);
  podTemplate(w, spec.template);
  await events(w, job, context);
  return w.finish();
};

export const describeCronJob: Describe = async (cron, context) => {
  const w = writer();
  const { metadata, spec, status = {} } = cron;
  head(w, cron);
  labels(w, 'Labels', metadata.labels);
  annotations(w, 'Annotations', metadata.annotations);
  w.line(0, 'Schedule:', spec.schedule);
  w.line(0, 'Concurrency Policy:', spec.concurrencyPolicy ?? '');
  w.line(0, 'Suspend:', yes(spec.suspend));
  w.line(0, 'Successful Job History Limit:', spec.successfulJobsHistoryLimit ?? '<unset>');
  w.line(0, 'Failed Job History Limit:', spec.failedJobsHistoryLimit ?? '<unset>');
  w.line(0, 'Starting Deadline Seconds:', spec.startingDeadlineSeconds !== undefined ? `${spec.startingDeadlineSeconds}s` : '<unset>');
  const job = spec.jobTemplate?.spec ?? {};
  w.line(0, 'Selector:', selectorText(job.selector));
  w.line(0, 'Parallelism:', job.parallelism ?? '<unset>');
  w.line(0, 'Completions:', job.completions ?? '<unset>');
  podTemplate(w, job.template);
  w.line(0, 'Last Schedule Time:', longTime(status.lastScheduleTime));
  w.line(0, 'Active Jobs:', (status.active ?? []).map((a: any) => a.name).join(', ') || '<none>');
  await events(w, cron, context);
  return w.finish();
};

const yes = (value: unknown): string => (value === undefined ? '<unset>' : value ? 'True' : 'False');
