import { invalid, required, type FieldError } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME, count, text } from './columns.ts';
import type { ResourceDefinition } from './types.ts';
import { countGeneration, keepAllButStatus, keepStatus } from './validation/common.ts';

export const FLOW_CONTROL = {
  group: 'flowcontrol.apiserver.k8s.io',
  served: (versions) => [
    ...(versions.has('flowControlV1beta1') ? ['v1beta1'] : []),
    ...(versions.has('flowControlV1beta2') ? ['v1beta2'] : []),
  ],
  storageVersion: 'v1beta1',
  namespaced: false,
  nameRule: 'dns1123subdomain',
} as const satisfies Partial<ResourceDefinition>;

const PRECEDENCE = { assumed: 1000, max: 10000 };

function validate({ spec = {} }: KubeObject): FieldError[] {
  const { matchingPrecedence: precedence = 0, priorityLevelConfiguration: level } = spec;
  return [
    ...(precedence <= 0 ? [invalid('spec.matchingPrecedence', precedence, 'must be a positive value')] : []),
    ...(precedence > PRECEDENCE.max ? [invalid('spec.matchingPrecedence', precedence, `must not be greater than ${PRECEDENCE.max}`)] : []),
    ...(level?.name ? [] : [required('spec.priorityLevelConfiguration.name', 'must reference a priority level')]),
  ];
}

function missingLevel({ status }: KubeObject): string {
  const condition = ((status?.conditions ?? []) as { type: string; status: string }[]).find(({ type }) => type === 'Dangling');
  return condition?.status ?? '?';
}

export const flowSchemas: ResourceDefinition = {
  ...FLOW_CONTROL,
  kind: 'FlowSchema',
  plural: 'flowschemas',
  singular: 'flowschema',
  default({ spec }) {
    if (spec) spec.matchingPrecedence ||= PRECEDENCE.assumed;
  },
  prepareForCreate(schema) {
    schema.status = {};
    schema.metadata.generation = 1;
  },
  prepareForUpdate(schema, old) {
    keepStatus(schema, old);
    countGeneration(schema, old);
  },
  validate,
  validateUpdate: (schema) => validate(schema),
  status: { prepareForUpdate: keepAllButStatus },
  columns: [
    NAME,
    text('PriorityLevel', ({ spec }) => spec?.priorityLevelConfiguration?.name ?? ''),
    count('MatchingPrecedence', ({ spec }) => spec?.matchingPrecedence ?? 0),
    text('DistinguisherMethod', ({ spec }) => spec?.distinguisherMethod?.type ?? '<none>'),
    AGE,
    text('MissingPL', missingLevel),
  ],
};
