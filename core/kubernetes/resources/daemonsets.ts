import { child, go, invalid, notSupported, required, type FieldError, type Path } from '../field.ts';
import { equal, type KubeObject } from '../object.ts';
import { AGE, NAME, number, text } from './columns.ts';
import { fill } from './pod/defaults.ts';
import { goMap, goSelector, goStruct } from './pod/godump.ts';
import type { Fields } from './pod/rules.ts';
import { defaultTemplate, prepareTemplate, validateRestart, validateTemplate } from './pod/template.ts';
import type { ResourceDefinition } from './types.ts';
import { countGeneration, keepStatus, nonNegative, twice } from './validation/common.ts';
import { formatLabels, isEmptySelector, selects, validateLabelSelector } from './validation/labels.ts';
import {
  amountOf,
  containersColumn,
  forbidDeadline,
  goAmount,
  imagesColumn,
  isUsable,
  selectorColumn,
  validateAmount,
  validateAtMostAll,
  validateCounts,
  validateSelectorKept,
  validateSharedDisks,
} from './workload.ts';

/** How often the template changed, kept where apps/v1 has no field for it. */
export const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

const templateGeneration = ({ metadata }: KubeObject): number =>
  Number.parseInt(metadata.annotations?.[TEMPLATE_GENERATION] ?? '', 10) || 0;

function setTemplateGeneration(set: KubeObject, generation: number): void {
  (set.metadata.annotations ??= {})[TEMPLATE_GENERATION] = String(generation);
}

/** After k8s.io/kubernetes/pkg/registry/apps/daemonset and ValidateDaemonSet. */
export const daemonSets: ResourceDefinition = {
  group: 'apps',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'DaemonSet',
  plural: 'daemonsets',
  singular: 'daemonset',
  shortNames: ['ds'],
  categories: ['all'],
  namespaced: true,
  nameRule: 'dns1123subdomain',
  default({ spec }) {
    fill(spec, { revisionHistoryLimit: 10 });
    fill((spec.updateStrategy ??= {}), { type: 'RollingUpdate' });
    if (spec.updateStrategy.type === 'RollingUpdate') fill((spec.updateStrategy.rollingUpdate ??= {}), { maxUnavailable: 1 });
    defaultTemplate(spec.template);
  },
  prepareForCreate(set, { versions }) {
    set.status = { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 };
    set.metadata.generation = 1;
    setTemplateGeneration(set, Math.max(templateGeneration(set), 1));
    prepareTemplate(set.spec.template, versions);
  },
  prepareForUpdate(set, old, { versions }) {
    keepStatus(set, old);
    prepareTemplate(set.spec.template, versions, old.spec.template);
    setTemplateGeneration(set, templateGeneration(old) + (equal(set.spec.template, old.spec.template) ? 0 : 1));
    countGeneration(set, old);
  },
  validate: ({ spec }) => validateSpec(spec),
  validateUpdate: (set, old) => [...twice(validateSpec(set.spec)), ...validateSelectorKept(set, old)],
  status: {
    validateUpdate: ({ status }) =>
      validateCounts(status, [
        'currentNumberScheduled',
        'numberMisscheduled',
        'desiredNumberScheduled',
        'numberReady',
        'observedGeneration',
        'updatedNumberScheduled',
        'numberAvailable',
        'numberUnavailable',
      ]),
  },
  columns: [
    NAME,
    number('Desired', ({ status }) => status?.desiredNumberScheduled ?? 0),
    number('Current', ({ status }) => status?.currentNumberScheduled ?? 0),
    number('Ready', ({ status }) => status?.numberReady ?? 0),
    number('Up-to-date', ({ status }) => status?.updatedNumberScheduled ?? 0),
    number('Available', ({ status }) => status?.numberAvailable ?? 0),
    text('Node Selector', ({ spec }) => formatLabels(spec.template?.spec?.nodeSelector)),
    AGE,
    containersColumn(),
    imagesColumn(),
    selectorColumn,
  ],
};

function validateSpec(spec: Fields): FieldError[] {
  const { selector, template = {} } = spec;
  const path = 'spec.template';
  const errors = validateLabelSelector(selector, 'spec.selector');
  const isSelected = selector && isEmptySelector(selector) ? true : selects(selector, template.metadata?.labels);
  if (isUsable(selector) && !isSelected)
    errors.push(
      invalid(child(path, 'metadata', 'labels'), go(goMap(template.metadata, 'labels')), '`selector` does not match template `labels`'),
    );
  if (selector && isEmptySelector(selector))
    errors.push(invalid('spec.selector', go(goSelector(selector)), 'empty selector is invalid for daemonset'));
  return [
    ...errors,
    ...validateTemplate(template, path),
    ...validateSharedDisks(template, path),
    ...validateRestart(template, ['Always'], path),
    ...forbidDeadline(template, 'DaemonSet', path),
    ...nonNegative(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...validateStrategy(spec.updateStrategy ?? {}, 'spec.updateStrategy'),
    ...nonNegative(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
  ];
}

function validateStrategy(strategy: Fields, path: Path): FieldError[] {
  if (strategy.type === 'OnDelete') return [];
  if (strategy.type !== 'RollingUpdate')
    return [notSupported(path, go(goStruct('apps.DaemonSetUpdateStrategy', strategy)), ['RollingUpdate', 'OnDelete'])];
  if (!strategy.rollingUpdate) return [required(child(path, 'rollingUpdate'))];
  const { maxUnavailable } = strategy.rollingUpdate;
  const where = child(path, 'rollingUpdate', 'maxUnavailable');
  const zero = amountOf(maxUnavailable) === 0 ? [invalid(where, goAmount(maxUnavailable), 'cannot be 0')] : [];
  return [...validateAmount(maxUnavailable, where), ...zero, ...validateAtMostAll(maxUnavailable, where)];
}
