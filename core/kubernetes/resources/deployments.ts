import { child, forbidden, go, notSupported, required, invalid, type FieldError, type Path } from '../field.ts';
import { equal } from '../object.ts';
import { AGE, NAME, number, text } from './columns.ts';
import { fill } from './pod/defaults.ts';
import { goSelector, goStruct } from './pod/godump.ts';
import type { Fields } from './pod/rules.ts';
import { defaultTemplate, prepareTemplate, validateRunningTemplate } from './pod/template.ts';
import type { ResourceDefinition } from './types.ts';
import { countGeneration, keepStatus, nonNegative } from './validation/common.ts';
import { formatLabelSelector } from './validation/labels.ts';
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
  validateSelector,
  validateSelectorKept,
  validateSharedDisks,
  validateWithin,
} from './workload.ts';

/** After k8s.io/kubernetes/pkg/registry/apps/deployment and ValidateDeployment. */
export const deployments: ResourceDefinition = {
  group: 'apps',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  singular: 'deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  namespaced: true,
  nameRule: 'dns1123subdomain',
  default({ spec }) {
    fill(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
    fill((spec.strategy ??= {}), { type: 'RollingUpdate' });
    if (spec.strategy.type === 'RollingUpdate') fill((spec.strategy.rollingUpdate ??= {}), { maxUnavailable: '25%', maxSurge: '25%' });
    defaultTemplate(spec.template);
  },
  prepareForCreate(deployment, { versions }) {
    deployment.status = {};
    deployment.metadata.generation = 1;
    prepareTemplate(deployment.spec.template, versions);
  },
  prepareForUpdate(deployment, old, { versions }) {
    keepStatus(deployment, old);
    prepareTemplate(deployment.spec.template, versions, old.spec.template);
    // Annotations count too: the controller copies them.
    countGeneration(
      deployment,
      old,
      !equal(deployment.spec, old.spec) || !equal(deployment.metadata.annotations ?? {}, old.metadata.annotations ?? {}),
    );
  },
  validate: ({ spec }) => validateSpec(spec),
  validateUpdate: (deployment, old) => [...validateSpec(deployment.spec), ...validateSelectorKept(deployment, old)],
  status: {
    validateUpdate: ({ status }) => [
      ...validateCounts(status, [
        'observedGeneration',
        'replicas',
        'updatedReplicas',
        'readyReplicas',
        'availableReplicas',
        'unavailableReplicas',
        'collisionCount',
      ]),
      ...validateWithin(status, ['updatedReplicas', 'readyReplicas', 'availableReplicas'], 'replicas', 'status.replicas'),
      ...validateWithin(status, ['availableReplicas'], 'readyReplicas', 'readyReplicas'),
    ],
  },
  scale: {
    replicas: ({ spec }) => spec.replicas ?? 0,
    setReplicas: ({ spec }, replicas) => void (spec.replicas = replicas),
    statusReplicas: ({ status }) => status?.replicas ?? 0,
    selector: ({ spec }) => formatLabelSelector(spec.selector),
  },
  columns: [
    NAME,
    text('Ready', ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec.replicas ?? 0}`),
    number('Up-to-date', ({ status }) => status?.updatedReplicas ?? 0),
    number('Available', ({ status }) => status?.availableReplicas ?? 0),
    AGE,
    containersColumn(),
    imagesColumn(),
    selectorColumn,
  ],
};

function validateSpec(spec: Fields): FieldError[] {
  const { minReadySeconds = 0, progressDeadlineSeconds: deadline, selector } = spec;
  const errors = [...nonNegative(spec.replicas, 'spec.replicas'), ...validateSelector(selector, 'deployment', 'spec.selector')];
  errors.push(...validateReplicaTemplate(spec, isUsable(selector)), ...validateStrategy(spec.strategy ?? {}, 'spec.strategy'));
  errors.push(
    ...nonNegative(minReadySeconds, 'spec.minReadySeconds'),
    ...nonNegative(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
  );
  errors.push(...nonNegative(deadline, 'spec.progressDeadlineSeconds'));
  if (deadline !== undefined && deadline <= minReadySeconds)
    errors.push(invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds'));
  return errors;
}

/** The template of a deployment or replica set; looked at only if the selector can be used. */
export function validateReplicaTemplate({ selector, template, replicas }: Fields, usable: boolean): FieldError[] {
  const path = 'spec.template';
  if (!usable) return [invalid('spec.selector', go(goSelector(selector)), 'invalid label selector')];
  return [
    ...validateRunningTemplate(template, selector, path),
    ...(replicas > 1 ? validateSharedDisks(template, path) : []),
    ...forbidDeadline(template, 'ReplicaSet', path),
  ];
}

function validateStrategy(strategy: Fields, path: Path): FieldError[] {
  const where = child(path, 'rollingUpdate');
  if (strategy.type === 'Recreate')
    return strategy.rollingUpdate ? [forbidden(where, "may not be specified when strategy `type` is 'Recreate'")] : [];
  if (strategy.type !== 'RollingUpdate')
    return [notSupported(path, go(goStruct('apps.DeploymentStrategy', strategy)), ['Recreate', 'RollingUpdate'])];
  if (!strategy.rollingUpdate) return [required(where, 'this should be defaulted and never be nil')];
  const { maxUnavailable, maxSurge } = strategy.rollingUpdate;
  const errors = [...validateAmount(maxUnavailable, child(where, 'maxUnavailable')), ...validateAmount(maxSurge, child(where, 'maxSurge'))];
  if (amountOf(maxUnavailable) === 0 && amountOf(maxSurge) === 0)
    errors.push(invalid(child(where, 'maxUnavailable'), goAmount(maxUnavailable), 'may not be 0 when `maxSurge` is 0'));
  return [...errors, ...validateAtMostAll(maxUnavailable, child(where, 'maxUnavailable'))];
}
