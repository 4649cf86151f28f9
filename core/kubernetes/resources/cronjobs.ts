import { child, go, invalid, notSupported, required, type FieldError, type Path } from '../field.ts';
import { AGE, ageOf, NAME, number, text, wide } from './columns.ts';
import { parseSchedule } from './cron.ts';
import { validateJobSpec } from './jobs.ts';
import { fill } from './pod/defaults.ts';
import { goSelector } from './pod/godump.ts';
import { list, type Fields } from './pod/rules.ts';
import { defaultTemplate, prepareTemplate } from './pod/template.ts';
import type { ResourceDefinition } from './types.ts';
import { keepStatus, nonNegative, oneOf } from './validation/common.ts';
import { formatLabelSelector } from './validation/labels.ts';
import { containersColumn, imagesColumn } from './workload.ts';

/** Names of its jobs end in the minute, which needs eleven characters. */
const MAX_NAME = 52;

const podTemplate = ({ spec }: Fields): Fields => spec.jobTemplate?.spec?.template ?? {};

/** After k8s.io/kubernetes/pkg/registry/batch/cronjob and ValidateCronJob. */
export const cronJobs: ResourceDefinition = {
  group: 'batch',
  served: (versions) => [...(versions.has('batchV1CronJob') ? ['v1'] : []), ...(versions.has('batchV1beta1') ? ['v1beta1'] : [])],
  storageVersion: 'v1beta1',
  kind: 'CronJob',
  plural: 'cronjobs',
  singular: 'cronjob',
  shortNames: ['cj'],
  categories: ['all'],
  namespaced: true,
  nameRule: 'dns1123subdomain',
  default({ spec }) {
    fill(spec, { concurrencyPolicy: 'Allow', suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 });
    defaultTemplate(spec.jobTemplate?.spec?.template);
  },
  prepareForCreate(job, { versions }) {
    job.status = {};
    prepareTemplate(podTemplate(job), versions);
  },
  prepareForUpdate(job, old, { versions }) {
    keepStatus(job, old);
    prepareTemplate(podTemplate(job), versions, podTemplate(old));
  },
  validate: ({ metadata, spec }) => [...validateNameLength(metadata.name ?? ''), ...validateSpec(spec)],
  validateUpdate: ({ metadata, spec }) => [...validateNameLength(metadata.name ?? ''), ...validateSpec(spec)],
  status: {},
  selectableFields: { 'status.successful': () => '' },
  columns: [
    NAME,
    text('Schedule', ({ spec }) => spec.schedule ?? ''),
    text('Suspend', ({ spec }) => (spec.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False')),
    number('Active', ({ status }) => list(status?.active).length),
    text('Last Schedule', ({ status }, context) => (status?.lastScheduleTime ? ageOf(status.lastScheduleTime, context) : '<none>')),
    AGE,
    containersColumn(podTemplate),
    imagesColumn(podTemplate),
    wide('Selector', ({ spec }) => formatLabelSelector(spec.jobTemplate?.spec?.selector)),
  ],
};

function validateNameLength(name: string): FieldError[] {
  return name.length > MAX_NAME ? [invalid('metadata.name', name, `must be no more than ${MAX_NAME} characters`)] : [];
}

function validateSpec(spec: Fields): FieldError[] {
  return [
    ...validateSchedule(spec.schedule, 'spec.schedule'),
    ...nonNegative(spec.startingDeadlineSeconds, 'spec.startingDeadlineSeconds'),
    ...oneOf(spec.concurrencyPolicy, ['Allow', 'Forbid', 'Replace'], 'spec.concurrencyPolicy'),
    ...validateJobTemplate(spec.jobTemplate?.spec ?? {}, 'spec.jobTemplate.spec'),
    ...nonNegative(spec.successfulJobsHistoryLimit, 'spec.successfulJobsHistoryLimit'),
    ...nonNegative(spec.failedJobsHistoryLimit, 'spec.failedJobsHistoryLimit'),
  ];
}

function validateSchedule(schedule: string | undefined, path: Path): FieldError[] {
  if (!schedule) return [required(path)];
  const parsed = parseSchedule(schedule);
  return 'error' in parsed ? [invalid(path, schedule, parsed.error)] : [];
}

/** Selectors of its jobs are always generated. */
function validateJobTemplate(spec: Fields, path: Path): FieldError[] {
  const errors = validateJobSpec(spec, path);
  if (spec.selector) errors.push(invalid(child(path, 'selector'), go(goSelector(spec.selector)), '`selector` will be auto-generated'));
  if (spec.manualSelector) errors.push(notSupported(child(path, 'manualSelector'), true, ['nil', 'false']));
  return errors;
}
