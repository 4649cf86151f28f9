/** Small checks that many parts of a pod share. Messages after k8s.io/apimachinery/pkg/util/validation. */
import { child, forbidden, invalid, notSupported, required, go, type FieldError, type Path } from '../../field.ts';
import type { NameRule } from '../types.ts';
import { nameErrors, portName, portNumber } from '../validation/names.ts';

/** A decoded struct, read field by field. */
export type Fields = Record<string, any>;

export const list = (items: Fields[] | undefined | null): Fields[] => items ?? [];

export const inclusive = (low: number, high: number): string => `must be between ${low} and ${high}, inclusive`;
export const MAX_INT32 = 2147483647;
export const NEGATIVE = 'must be greater than or equal to 0';

export function validateName(rule: NameRule, value: string, path: Path): FieldError[] {
  return nameErrors(rule, value, false).map((text) => invalid(path, value, text));
}

export function validateRange(value: number | undefined, low: number, high: number, path: Path): FieldError[] {
  return value === undefined || (value >= low && value <= high) ? [] : [invalid(path, value, inclusive(low, high))];
}

export function validateNonnegative(value: number | undefined, path: Path): FieldError[] {
  return value !== undefined && value < 0 ? [invalid(path, value, NEGATIVE)] : [];
}

export function validateRequired(owner: Fields, fields: readonly string[], path: Path): FieldError[] {
  return fields.filter((field) => !owner[field]?.toString().length).map((field) => required(child(path, field)));
}

/** A string that must be one of a few: absent gives Required. */
export function validateChoice(value: string | undefined, choices: readonly string[], path: Path): FieldError[] {
  if (!value) return [required(path)];
  return choices.includes(value) ? [] : [notSupported(path, value, choices)];
}

/** A port as number or name. */
export function validatePort(port: number | string, path: Path): FieldError[] {
  const errors = typeof port === 'number' ? portNumber(port) : portName(port);
  return errors.map((text) => invalid(path, port, text));
}

export function validateNoBacksteps(path: string, at: Path): FieldError[] {
  return path.split('/').includes('..') ? [invalid(at, path, "must not contain '..'")] : [];
}

/** A path below something: relative, without `..` (validateLocalDescendingPath). */
export function validateDescending(path: string, at: Path): FieldError[] {
  const absolute = path.startsWith('/') ? [invalid(at, path, 'must be a relative path')] : [];
  return [...absolute, ...validateNoBacksteps(path, at)];
}

/** The same, not starting with `..` either, which the kubelet keeps for itself. */
export function validateNonReserved(path: string, at: Path): FieldError[] {
  const reserved = path.startsWith('..') && !path.startsWith('../') ? [invalid(at, path, "must not start with '..'")] : [];
  return [...validateDescending(path, at), ...reserved];
}

/** A list of strings as Go's %#v prints it. */
export const goStrings = (values: readonly string[]): { go: string } =>
  go(`[]string{${values.map((value) => JSON.stringify(value)).join(', ')}}`);

/** What only one of may be given: each but the first is refused, none at all is Required. */
export function validateOneOf(
  owner: Fields,
  checks: Record<string, (value: any, path: Path) => FieldError[]>,
  path: Path,
  what: { more: string; none: string },
): FieldError[] {
  const given = Object.keys(checks).filter((field) => owner[field] !== undefined);
  if (given.length === 0) return [required(path, what.none)];
  return given.flatMap((field, i) =>
    i === 0 ? checks[field]!(owner[field], child(path, field)) : [forbidden(child(path, field), what.more)],
  );
}
