import { child, forbidden, go, invalid, required, type FieldError, type Path } from '../field.ts';
import { equal, type KubeObject } from '../object.ts';
import { AGE, NAME, text } from './columns.ts';
import { validatePodAnnotations } from './pod/annotations.ts';
import { fill } from './pod/defaults.ts';
import { goSelector, goStruct } from './pod/godump.ts';
import { list, type Fields } from './pod/rules.ts';
import { defaultTemplate, prepareTemplate, validateRestart, validateSelected } from './pod/template.ts';
import type { ResourceDefinition } from './types.ts';
import { countGeneration, keepStatus, nonNegative } from './validation/common.ts';
import { formatLabelSelector, validateAnnotations, validateLabels } from './validation/labels.ts';
import { containersColumn, forbidDeadline, imagesColumn, isUsable, validateCounts, validateSelector, validateWithin } from './workload.ts';

const CHANGEABLE = ['replicas', 'template', 'updateStrategy'];

/** After k8s.io/kubernetes/pkg/registry/apps/statefulset and ValidateStatefulSet. */
export const statefulSets: ResourceDefinition = {
  group: 'apps',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'StatefulSet',
  plural: 'statefulsets',
  singular: 'statefulset',
  shortNames: ['sts'],
  categories: ['all'],
  namespaced: true,
  nameRule: 'dns1123subdomain',
  default: ({ spec }) => defaultSpec(spec),
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
  validateUpdate: (set, old) => [...validateSpec(set.spec), ...validateChange(set, old)],
  status: {
    validateUpdate: ({ status }) => [
      ...validateCounts(status, [
        'replicas',
        'readyReplicas',
        'currentReplicas',
        'updatedReplicas',
        'observedGeneration',
        'collisionCount',
      ]),
      ...validateWithin(status, ['readyReplicas', 'currentReplicas', 'updatedReplicas'], 'replicas', 'status.replicas'),
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
    AGE,
    containersColumn(),
    imagesColumn(),
  ],
};

function defaultSpec(spec: Fields): void {
  fill(spec, { podManagementPolicy: 'OrderedReady', replicas: 1, revisionHistoryLimit: 10 });
  const strategy: Fields = (spec.updateStrategy ??= {});
  if (!strategy.type) {
    strategy.type = 'RollingUpdate';
    strategy.rollingUpdate ??= {};
  }
  if (strategy.type === 'RollingUpdate' && strategy.rollingUpdate) fill(strategy.rollingUpdate, { partition: 0 });
  for (const claim of list(spec.volumeClaimTemplates)) {
    fill(claim, { apiVersion: 'v1', kind: 'PersistentVolumeClaim' });
    fill((claim.spec ??= {}), { volumeMode: 'Filesystem' });
    fill((claim.status ??= {}), { phase: 'Pending' });
  }
  defaultTemplate(spec.template);
}

function validateSpec(spec: Fields): FieldError[] {
  const { selector, template = {} } = spec;
  const path = 'spec.template';
  const errors = [
    ...validateManagement(spec.podManagementPolicy, 'spec.podManagementPolicy'),
    ...validateStrategy(spec.updateStrategy ?? {}, 'spec.updateStrategy'),
  ];
  errors.push(...nonNegative(spec.replicas, 'spec.replicas'), ...validateSelector(selector, 'statefulset', 'spec.selector'));
  // The real one looks at no more of the template than this: a set of broken pods is created, its pods are not.
  if (!isUsable(selector)) errors.push(invalid('spec.selector', go(goSelector(selector)), ''));
  else {
    errors.push(
      ...validateSelected(template, selector, path),
      ...validateLabels(template.metadata?.labels, child(path, 'labels')),
      ...validateAnnotations(template.metadata?.annotations, child(path, 'annotations')),
      ...validatePodAnnotations(template.metadata?.annotations, template.spec ?? {}, child(path, 'annotations')),
    );
  }
  return [...errors, ...validateRestart(template, ['Always'], path), ...forbidDeadline(template, 'StatefulSet', path)];
}

function validateManagement(policy: string | undefined, path: Path): FieldError[] {
  if (!policy) return [required(path)];
  return policy === 'OrderedReady' || policy === 'Parallel' ? [] : [invalid(path, policy, "must be 'OrderedReady' or 'Parallel'")];
}

function validateStrategy(strategy: Fields, path: Path): FieldError[] {
  const { type, rollingUpdate } = strategy;
  if (!type) return [required(path)];
  if (type === 'RollingUpdate') return nonNegative(rollingUpdate?.partition, child(path, 'rollingUpdate', 'partition'));
  if (type !== 'OnDelete')
    return [invalid(path, go(goStruct('apps.StatefulSetUpdateStrategy', strategy)), "must be 'RollingUpdate' or 'OnDelete'")];
  return rollingUpdate
    ? [
        invalid(
          child(path, 'rollingUpdate'),
          go(`apps.RollingUpdateStatefulSetStrategy{Partition:${rollingUpdate.partition ?? 0}}`),
          "only allowed for updateStrategy 'RollingUpdate'",
        ),
      ]
    : [];
}

function validateChange(set: KubeObject, old: KubeObject): FieldError[] {
  const fixed = (spec: Fields): Fields => Object.fromEntries(Object.entries(spec).filter(([field]) => !CHANGEABLE.includes(field)));
  return equal(fixed(set.spec), fixed(old.spec))
    ? []
    : [forbidden('spec', "updates to statefulset spec for fields other than 'replicas', 'template', and 'updateStrategy' are forbidden")];
}
