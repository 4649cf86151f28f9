import type { FieldError } from '../field.ts';
import { AGE, NAME, number } from './columns.ts';
import { validateReplicaTemplate } from './deployments.ts';
import { fill } from './pod/defaults.ts';
import type { Fields } from './pod/rules.ts';
import { defaultTemplate, prepareTemplate } from './pod/template.ts';
import type { ResourceDefinition } from './types.ts';
import { countGeneration, keepStatus, nonNegative, twice } from './validation/common.ts';
import { formatLabelSelector } from './validation/labels.ts';
import {
  containersColumn,
  imagesColumn,
  isUsable,
  selectorColumn,
  validateCounts,
  validateSelector,
  validateSelectorKept,
  validateWithin,
} from './workload.ts';

/** After k8s.io/kubernetes/pkg/registry/apps/replicaset and ValidateReplicaSet. */
export const replicaSets: ResourceDefinition = {
  group: 'apps',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'ReplicaSet',
  plural: 'replicasets',
  singular: 'replicaset',
  shortNames: ['rs'],
  categories: ['all'],
  namespaced: true,
  nameRule: 'dns1123subdomain',
  default({ spec }) {
    fill(spec, { replicas: 1 });
    defaultTemplate(spec.template);
  },
  prepareForCreate(set, { versions }) {
    set.status = { replicas: 0 };
    set.metadata.generation = 1;
    prepareTemplate(set.spec.template, versions);
  },
  prepareForUpdate(set, old, { versions }) {
    keepStatus(set, old);
    prepareTemplate(set.spec.template, versions, old.spec.template);
    countGeneration(set, old);
  },
  validate: ({ spec }) => validateSpec(spec),
  validateUpdate: (set, old) => [...twice(validateSpec(set.spec)), ...validateSelectorKept(set, old)],
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
    selector: ({ spec }) => formatLabelSelector(spec.selector),
  },
  columns: [
    NAME,
    number('Desired', ({ spec }) => spec.replicas ?? 0),
    number('Current', ({ status }) => status?.replicas ?? 0),
    number('Ready', ({ status }) => status?.readyReplicas ?? 0),
    AGE,
    containersColumn(),
    imagesColumn(),
    selectorColumn,
  ],
};

/** The real one calls an empty selector invalid for a deployment here too. */
function validateSpec(spec: Fields): FieldError[] {
  return [
    ...nonNegative(spec.replicas, 'spec.replicas'),
    ...nonNegative(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...validateSelector(spec.selector, 'deployment', 'spec.selector'),
    ...validateReplicaTemplate(spec, isUsable(spec.selector)),
  ];
}
