import { required, type FieldError } from '../field.ts';
import { AGE, NAME, number, wide } from './columns.ts';
import { fill } from './pod/defaults.ts';
import type { Fields } from './pod/rules.ts';
import { defaultTemplate, prepareTemplate, validateRunningTemplate } from './pod/template.ts';
import type { ResourceDefinition } from './types.ts';
import { countGeneration, keepStatus, nonNegative, twice } from './validation/common.ts';
import { formatLabels } from './validation/labels.ts';
import { containersColumn, forbidDeadline, imagesColumn, validateCounts, validateSharedDisks, validateWithin } from './workload.ts';

/** The oldest of the controllers: its selector is a map, and defaults to the template's labels. */
export const replicationControllers: ResourceDefinition = {
  group: '',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'ReplicationController',
  plural: 'replicationcontrollers',
  singular: 'replicationcontroller',
  shortNames: ['rc'],
  categories: ['all'],
  namespaced: true,
  nameRule: 'dns1123subdomain',
  default({ spec, metadata }) {
    const labels = spec.template?.metadata?.labels;
    if (labels && !spec.selector) spec.selector = { ...labels };
    if (labels && !metadata.labels) metadata.labels = { ...labels };
    fill(spec, { replicas: 1 });
    defaultTemplate(spec.template);
  },
  prepareForCreate(controller, { versions }) {
    controller.status = { replicas: 0 };
    controller.metadata.generation = 1;
    prepareTemplate(controller.spec.template, versions);
  },
  prepareForUpdate(controller, old, { versions }) {
    keepStatus(controller, old);
    prepareTemplate(controller.spec.template, versions, old.spec.template);
    countGeneration(controller, old);
  },
  validate: ({ spec }) => validateSpec(spec),
  validateUpdate: ({ spec }) => twice(validateSpec(spec)),
  status: {
    validateUpdate: ({ status }) => [
      ...validateCounts(status, ['replicas', 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas', 'observedGeneration']),
      ...validateWithin(status, ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'], 'replicas', 'status.replicas'),
      ...validateWithin(status, ['availableReplicas'], 'readyReplicas', 'readyReplicas'),
    ],
  },
  scale: {
    replicas: ({ spec }) => spec.replicas ?? 0,
    setReplicas: ({ spec }, replicas) => void (spec.replicas = replicas),
    statusReplicas: ({ status }) => status?.replicas ?? 0,
    selector: ({ spec }) => formatLabels(spec.selector),
  },
  selectableFields: { 'status.replicas': ({ status }) => String(status?.replicas ?? 0) },
  columns: [
    NAME,
    number('Desired', ({ spec }) => spec.replicas ?? 0),
    number('Current', ({ status }) => status?.replicas ?? 0),
    number('Ready', ({ status }) => status?.readyReplicas ?? 0),
    AGE,
    containersColumn(),
    imagesColumn(),
    wide('Selector', ({ spec }) => formatLabels(spec.selector)),
  ],
};

function validateSpec(spec: Fields): FieldError[] {
  const path = 'spec.template';
  return [
    ...nonNegative(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...(Object.keys(spec.selector ?? {}).length === 0 ? [required('spec.selector')] : []),
    ...nonNegative(spec.replicas, 'spec.replicas'),
    ...validateRunningTemplate(spec.template, { matchLabels: spec.selector ?? {} }, path),
    ...(spec.replicas > 1 ? validateSharedDisks(spec.template, path) : []),
    ...forbidDeadline(spec.template, 'ReplicationController', path),
  ];
}
