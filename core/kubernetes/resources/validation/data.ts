/** What config maps and secrets have in common: key-value data that may be frozen. */
import { forbidden, type FieldError } from '../../field.ts';
import { equal, type KubeObject } from '../../object.ts';

/** MaxSecretSize, and the limit of a config map: bytes of all values. */
export const DATA_LIMIT = 1024 * 1024;

/** Bytes that a base64 text stands for. */
export const decodedLength = (base64: string | null): number =>
  base64 ? Math.floor((base64.length * 3) / 4) - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0) : 0;

/** Once `immutable` is set, neither it nor the data may change. */
export function immutableDataErrors(object: KubeObject, old: KubeObject, fields: readonly string[]): FieldError[] {
  if (old.immutable !== true) return [];
  const frozen = 'field is immutable when `immutable` is set';
  return [
    ...(object.immutable === true ? [] : [forbidden('immutable', frozen)]),
    ...fields.filter((field) => !equal(object[field] ?? {}, old[field] ?? {})).map((field) => forbidden(field, frozen)),
  ];
}
