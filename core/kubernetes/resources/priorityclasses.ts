import { forbidden, type FieldError } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME } from './columns.ts';
import { fill } from './pod/defaults.ts';
import type { ResourceDefinition } from './types.ts';
import { immutable, oneOf } from './validation/common.ts';

const HIGHEST_OF_USERS = 1_000_000_000;
const SYSTEM_CLASSES: Record<string, number> = { 'system-node-critical': 2_000_001_000, 'system-cluster-critical': 2_000_000_000 };

/** After k8s.io/kubernetes/pkg/apis/scheduling/validation. */
export const priorityClasses: ResourceDefinition = {
  group: 'scheduling.k8s.io',
  served: (versions) => (versions.has('v1beta1Apis') ? ['v1', 'v1beta1'] : ['v1']),
  storageVersion: 'v1',
  kind: 'PriorityClass',
  plural: 'priorityclasses',
  singular: 'priorityclass',
  shortNames: ['pc'],
  namespaced: false,
  nameRule: 'dns1123subdomain',
  default: (priority) => fill(priority, { preemptionPolicy: 'PreemptLowerPriority' }),
  prepareForCreate(priority) {
    priority.metadata.generation = 1;
  },
  validate,
  validateUpdate: (priority, old) => [
    ...(priority.value === old.value ? [] : [forbidden('Value', 'may not be changed in an update.')]),
    ...immutable(priority.preemptionPolicy, old.preemptionPolicy, 'preemptionPolicy'),
  ],
  columns: [
    NAME,
    { name: 'Value', type: 'integer', cell: ({ value }) => value ?? 0 },
    { name: 'Global-Default', type: 'boolean', cell: ({ globalDefault }) => globalDefault ?? false },
    AGE,
  ],
};

function validate(priority: KubeObject): FieldError[] {
  const name = priority.metadata.name ?? '';
  const errors: FieldError[] = [];
  if (name.startsWith('system-')) {
    const why = notSystem(priority);
    if (why)
      errors.push(forbidden('metadata.name', `priority class names with 'system-' prefix are reserved for system use only. error: ${why}`));
  } else if (priority.value > HIGHEST_OF_USERS)
    errors.push(forbidden('value', `maximum allowed value of a user defined priority is ${HIGHEST_OF_USERS}`));
  return [...errors, ...oneOf(priority.preemptionPolicy, ['PreemptLowerPriority', 'Never'], 'preemptionPolicy')];
}

/** Why it is none of the system's own classes. */
function notSystem({ metadata, value = 0, globalDefault }: KubeObject): string | undefined {
  const name = metadata.name!;
  const expected = SYSTEM_CLASSES[name];
  if (expected === undefined) return `${name} is not a known system priority class`;
  if (value !== expected) return `value of ${name} PriorityClass must be ${expected}`;
  return globalDefault ? `globalDefault of ${name} PriorityClass must be false` : undefined;
}
