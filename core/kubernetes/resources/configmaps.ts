import { at, invalid, tooLong, type FieldError } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME, count } from './columns.ts';
import type { ResourceDefinition } from './types.ts';
import { checked } from './validation/common.ts';
import { byteLength, configMapKey } from './validation/names.ts';
import { decodedLength, DATA_LIMIT, immutableDataErrors } from './validation/data.ts';

function validate(map: KubeObject): FieldError[] {
  const data: Record<string, string> = map.data ?? {};
  const binary: Record<string, string> = map.binaryData ?? {};
  const errors: FieldError[] = [];
  let size = 0;
  for (const [key, value] of Object.entries(data)) {
    errors.push(...checked(configMapKey, key, at('data', key)));
    if (Object.hasOwn(binary, key)) errors.push(invalid(at('data', key), key, 'duplicate of key present in binaryData'));
    size += byteLength(value);
  }
  for (const [key, value] of Object.entries(binary)) {
    errors.push(...checked(configMapKey, key, at('binaryData', key)));
    size += decodedLength(value);
  }
  return size > DATA_LIMIT ? [...errors, tooLong('[]', '', DATA_LIMIT)] : errors;
}

export const configMaps: ResourceDefinition = {
  group: '',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  singular: 'configmap',
  shortNames: ['cm'],
  namespaced: true,
  nameRule: 'dns1123subdomain',
  validate,
  validateUpdate: (map, old) => [...immutableDataErrors(map, old, ['data', 'binaryData']), ...validate(map)],
  columns: [NAME, count('Data', (map) => Object.keys(map.data ?? {}).length + Object.keys(map.binaryData ?? {}).length), AGE],
};
