import { at, child, duplicate, forbidden, invalid, notSupported, required, type FieldError } from '../field.ts';
import { equal, type KubeObject } from '../object.ts';
import { AGE, NAME, text } from './columns.ts';
import type { ResourceDefinition } from './types.ts';
import { validateLabelName } from './validation/labels.ts';
import { byteLength, qualifiedName } from './validation/names.ts';

export const STORAGE_GROUP = 'storage.k8s.io';
const IS_DEFAULT = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];
const RECLAIM_POLICIES = ['Delete', 'Retain'];
const BINDING_MODES = ['Immediate', 'WaitForFirstConsumer'];
const MAX_PARAMETERS = 512;
const MAX_PARAMETERS_SIZE = 256 * 1024;

function validate(storageClass: KubeObject): FieldError[] {
  const { provisioner = '', reclaimPolicy, volumeBindingMode } = storageClass;
  const parameters = Object.entries((storageClass.parameters ?? {}) as Record<string, string>);
  const size = parameters.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  return [
    ...(provisioner
      ? qualifiedName(provisioner.toLowerCase()).map((text) => invalid('provisioner', provisioner, text))
      : [required('provisioner', provisioner)]),
    ...(parameters.length > MAX_PARAMETERS
      ? [{ type: 'TooLong' as const, field: 'parameters', detail: `must have at most ${MAX_PARAMETERS} bytes` }]
      : []),
    ...parameters.filter(([key]) => !key).map(() => required('parameters', 'parameter key cannot be empty')),
    ...(size > MAX_PARAMETERS_SIZE
      ? [{ type: 'TooLong' as const, field: 'parameters', detail: `must have at most ${MAX_PARAMETERS_SIZE} bytes` }]
      : []),
    ...(reclaimPolicy && !RECLAIM_POLICIES.includes(reclaimPolicy) ? [notSupported('reclaimPolicy', reclaimPolicy, RECLAIM_POLICIES)] : []),
    ...(!volumeBindingMode
      ? [required('volumeBindingMode')]
      : BINDING_MODES.includes(volumeBindingMode)
        ? []
        : [notSupported('volumeBindingMode', volumeBindingMode, BINDING_MODES)]),
    ...validateTopologies(storageClass.allowedTopologies ?? []),
  ];
}

interface TopologyTerm {
  matchLabelExpressions?: { key?: string; values?: string[] | null }[] | null;
}

/** Terms with expressions of one key each, no two of them alike. */
function validateTopologies(terms: TopologyTerm[]): FieldError[] {
  const seen = new Set<string>();
  return terms.flatMap(({ matchLabelExpressions: expressions }, i) => {
    const path = child(at('allowedTopologies', i), 'matchLabelExpressions');
    const keys = new Map<string, string[]>();
    const errors = (expressions ?? []).flatMap((expression, j) => {
      const { key = '' } = expression;
      const values = expression.values ?? [];
      const where = at(path, j);
      const own = values.length ? [] : [required(child(where, 'values'))];
      values.forEach((value, k) => values.indexOf(value) < k && own.push(duplicate(at(child(where, 'values'), k), value)));
      own.push(...validateLabelName(key, child(where, 'key')));
      if (keys.has(key)) own.push(duplicate(child(where, 'key'), key));
      keys.set(key, [...new Set(values)].sort());
      return own;
    });
    const term = JSON.stringify([...keys].sort());
    if (seen.has(term)) errors.push(duplicate(path, ''));
    seen.add(term);
    return errors;
  });
}

/** Once made, only metadata and allowVolumeExpansion may change. */
const FROZEN: [string, string][] = [
  ['parameters', 'updates to parameters are forbidden.'],
  ['provisioner', 'updates to provisioner are forbidden.'],
  ['reclaimPolicy', 'updates to reclaimPolicy are forbidden.'],
  ['volumeBindingMode', 'field is immutable'],
];

export const storageClasses: ResourceDefinition = {
  group: STORAGE_GROUP,
  served: (versions) => (versions.has('v1beta1Apis') ? ['v1', 'v1beta1'] : ['v1']),
  storageVersion: 'v1',
  kind: 'StorageClass',
  plural: 'storageclasses',
  singular: 'storageclass',
  shortNames: ['sc'],
  namespaced: false,
  nameRule: 'dns1123subdomain',
  default(storageClass) {
    storageClass.reclaimPolicy ??= 'Delete';
    storageClass.volumeBindingMode ??= 'Immediate';
  },
  validate,
  validateUpdate: (storageClass, old) => [
    ...validate(storageClass),
    ...FROZEN.filter(([field]) => !equal(storageClass[field], old[field])).map(([field, why]) =>
      field === 'volumeBindingMode' ? invalid(field, storageClass[field] ?? null, why) : forbidden(field, why),
    ),
  ],
  columns: [
    {
      ...NAME,
      cell: ({ metadata }) => `${metadata.name}${IS_DEFAULT.some((key) => metadata.annotations?.[key] === 'true') ? ' (default)' : ''}`,
    },
    text('Provisioner', ({ provisioner }) => provisioner),
    text('ReclaimPolicy', ({ reclaimPolicy }) => reclaimPolicy ?? 'Delete'),
    text('VolumeBindingMode', ({ volumeBindingMode }) => volumeBindingMode ?? '<unset>'),
    { name: 'AllowVolumeExpansion', type: 'string', cell: ({ allowVolumeExpansion }) => allowVolumeExpansion ?? false },
    AGE,
  ],
};
