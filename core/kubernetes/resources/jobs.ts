import { humanDuration } from '../../../formats/duration.ts';
import { at, child, go, invalid, notSupported, required, type FieldError, type Path } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME, text } from './columns.ts';
import { fill } from './pod/defaults.ts';
import { goMap, goSelector, goStruct } from './pod/godump.ts';
import type { Fields } from './pod/rules.ts';
import { defaultTemplate, prepareTemplate, validateTemplate } from './pod/template.ts';
import type { ResourceDefinition, TableContext } from './types.ts';
import { immutable, keepStatus, nonNegative, twice } from './validation/common.ts';
import { selects, validateLabelSelector } from './validation/labels.ts';
import { containersColumn, imagesColumn, isUsable, selectorColumn, validateCounts } from './workload.ts';

const UID_LABEL = 'controller-uid';
const NAME_LABEL = 'job-name';

/** After k8s.io/kubernetes/pkg/registry/batch/job and ValidateJob. */
export const jobs: ResourceDefinition = {
  group: 'batch',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'Job',
  plural: 'jobs',
  singular: 'job',
  categories: ['all'],
  namespaced: true,
  nameRule: 'dns1123subdomain',
  default(job) {
    const { spec } = job;
    if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1;
    fill(spec, { parallelism: 1, backoffLimit: 6 });
    copyLabels(job);
    defaultTemplate(spec.template);
  },
  prepareForCreate(job, { versions }) {
    job.status = {};
    if (!job.spec.manualSelector) generateSelector(job);
    copyLabels(job);
    dropTtl(job.spec, versions.minor);
    prepareTemplate(job.spec.template, versions);
  },
  prepareForUpdate(job, old, { versions }) {
    keepStatus(job, old);
    if (old.spec.ttlSecondsAfterFinished === undefined) dropTtl(job.spec, versions.minor);
    prepareTemplate(job.spec.template, versions, old.spec.template);
  },
  validate: (job) => [...validateGenerated(job), ...validateSelected(job.spec)],
  validateUpdate: (job, old) => [...validateGenerated(job), ...twice(validateSelected(job.spec)), ...validateChange(job.spec, old.spec)],
  status: { validateUpdate: ({ status }) => validateCounts(status, ['active', 'succeeded', 'failed']) },
  selectableFields: { 'status.successful': ({ status }) => String(status?.succeeded ?? 0) },
  columns: [NAME, text('Completions', completions), text('Duration', duration), AGE, containersColumn(), imagesColumn(), selectorColumn],
};

/** A job without labels takes its template's, those of the selector among them. */
function copyLabels({ metadata, spec }: KubeObject): void {
  const labels = spec.template?.metadata?.labels;
  if (labels && !metadata.labels) metadata.labels = { ...labels };
}

/** The gate TTLAfterFinished was off until 1.21. */
function dropTtl(spec: Fields, minor: number): void {
  if (minor < 21) delete spec.ttlSecondsAfterFinished;
}

/** Labels that no other job's pods have, and a selector for them. */
function generateSelector({ metadata, spec }: KubeObject): void {
  const template = (spec.template ??= {});
  fill(((template.metadata ??= {}).labels ??= {}), { [NAME_LABEL]: metadata.name ?? '', [UID_LABEL]: metadata.uid ?? '' });
  fill(((spec.selector ??= {}).matchLabels ??= {}), { [UID_LABEL]: metadata.uid ?? '' });
}

function validateGenerated({ metadata, spec }: KubeObject): FieldError[] {
  if (spec.manualSelector || !spec.selector) return [];
  const expected: Record<string, string> = { [UID_LABEL]: metadata.uid ?? '', [NAME_LABEL]: metadata.name ?? '' };
  const { metadata: pod = {} } = spec.template ?? {};
  const errors = metadata.uid ? [] : [required('metadata.uid')];
  for (const [label, value] of Object.entries(expected)) {
    const where = at('spec.template.metadata.labels', label);
    const given = pod.labels?.[label];
    if (given === undefined) errors.push(required(where, `must be '${value}'`));
    else if (given !== value) errors.push(invalid(where, go(goMap(pod, 'labels')), `must be '${value}'`));
  }
  if (isUsable(spec.selector) && !selects(spec.selector, expected))
    errors.push(invalid('spec.selector', go(goSelector(spec.selector)), '`selector` not auto-generated'));
  return errors;
}

function validateSelected(spec: Fields): FieldError[] {
  const { selector, template = {} } = spec;
  const errors = [
    ...validateJobSpec(spec, 'spec'),
    ...(selector ? validateLabelSelector(selector, 'spec.selector') : [required('spec.selector')]),
  ];
  if (isUsable(selector) && !selects(selector, template.metadata?.labels)) {
    errors.push(
      invalid('spec.template.metadata.labels', go(goMap(template.metadata, 'labels')), '`selector` does not match template `labels`'),
    );
  }
  return errors;
}

const RESTART_POLICIES = ['OnFailure', 'Never'];

/** A job's spec but for its selector: a cron job's template has none. */
export function validateJobSpec(spec: Fields, path: Path): FieldError[] {
  const counts = ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished'];
  const template = spec.template ?? {};
  const where = child(path, 'template', 'spec', 'restartPolicy');
  const policy = template.spec?.restartPolicy ?? '';
  const errors = [
    ...counts.flatMap((field) => nonNegative(spec[field], child(path, field))),
    ...validateTemplate(template, child(path, 'template')),
  ];
  if (policy === 'Always' || policy === '') errors.push(required(where, 'valid values: "OnFailure", "Never"'));
  else if (!RESTART_POLICIES.includes(policy)) errors.push(notSupported(where, policy, RESTART_POLICIES));
  return errors;
}

function validateChange(spec: Fields, old: Fields): FieldError[] {
  return [
    ...immutable(spec.completions, old.completions, 'spec.completions'),
    ...immutable(spec.selector, old.selector, 'spec.selector', spec.selector ? go(goSelector(spec.selector)) : null),
    ...immutable(spec.template, old.template, 'spec.template', go(goStruct('core.PodTemplateSpec', spec.template ?? {}))),
  ];
}

function completions({ spec, status }: KubeObject): string {
  const done = status?.succeeded ?? 0;
  if (spec.completions !== undefined) return `${done}/${spec.completions}`;
  return (spec.parallelism ?? 0) > 1 ? `${done}/1 of ${spec.parallelism}` : `${done}/1`;
}

function duration({ status }: KubeObject, { now }: TableContext): string {
  if (!status?.startTime) return '';
  return humanDuration((status.completionTime ? Date.parse(status.completionTime) : now) - Date.parse(status.startTime));
}
