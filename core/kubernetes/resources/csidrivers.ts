import { child, invalid, notSupported, type FieldError } from '../field.ts';
import { equal, type KubeObject } from '../object.ts';
import { AGE, NAME, text } from './columns.ts';
import { STORAGE_GROUP } from './storageclasses.ts';
import type { ResourceDefinition } from './types.ts';
import { IMMUTABLE } from './validation/common.ts';
import { byteLength } from './validation/names.ts';

const MODES = ['Ephemeral', 'Persistent'];
const MAX_NAME = 63;
/** What may not change once the driver is registered. */
const FROZEN = ['attachRequired', 'podInfoOnMount', 'volumeLifecycleModes'];

function validate({ metadata, spec = {} }: KubeObject): FieldError[] {
  const name = metadata.name ?? '';
  return [
    ...(byteLength(name) > MAX_NAME
      ? [{ type: 'TooLong' as const, field: 'metadata.name', detail: `must have at most ${MAX_NAME} bytes` }]
      : []),
    ...((spec.volumeLifecycleModes ?? []) as string[])
      .filter((mode) => !MODES.includes(mode))
      .map((mode) => notSupported('spec.volumeLifecycleModes', mode, MODES)),
  ];
}

export const csiDrivers: ResourceDefinition = {
  group: STORAGE_GROUP,
  served: (versions) => (versions.has('v1beta1Apis') ? ['v1', 'v1beta1'] : ['v1']),
  storageVersion: 'v1',
  kind: 'CSIDriver',
  plural: 'csidrivers',
  singular: 'csidriver',
  namespaced: false,
  nameRule: 'dns1123subdomain',
  default(driver) {
    driver.spec = { attachRequired: true, podInfoOnMount: false, volumeLifecycleModes: ['Persistent'], ...driver.spec };
  },
  prepareForCreate({ spec }) {
    // Behind feature gates that are off.
    for (const field of ['storageCapacity', 'fsGroupPolicy', 'tokenRequests', 'requiresRepublish']) delete spec[field];
  },
  validate,
  validateUpdate: (driver, old) => [
    ...validate(driver),
    ...FROZEN.filter((field) => !equal(driver.spec?.[field], old.spec?.[field])).map((field) =>
      invalid(child('spec', field), driver.spec?.[field] ?? null, IMMUTABLE),
    ),
  ],
  columns: [
    NAME,
    { name: 'AttachRequired', type: 'boolean', cell: ({ spec }) => spec?.attachRequired ?? true },
    { name: 'PodInfoOnMount', type: 'boolean', cell: ({ spec }) => spec?.podInfoOnMount ?? false },
    text('Modes', ({ spec }) => (spec?.volumeLifecycleModes ?? []).join(',') || '<none>'),
    AGE,
  ],
};
