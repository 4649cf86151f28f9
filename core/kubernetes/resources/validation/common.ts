/** Checks that many kinds share, and how a strategy treats status and generation. */
import { equal, type KubeObject } from '../../object.ts';
import { invalid, notSupported, required, type FieldError, type Path } from '../../field.ts';
import type { NameCheck } from './names.ts';

export const IMMUTABLE = 'field is immutable';
const NEGATIVE = 'must be greater than or equal to 0';

/** What a name check says of a value, as errors of a field. */
export function checked(check: NameCheck, value: string, path: Path): FieldError[] {
  return check(value).map((text) => invalid(path, value, text));
}

/** As `checked`; an empty value is missing. */
export function requiredName(check: NameCheck, value: string | undefined, path: Path, detail = ''): FieldError[] {
  return value ? checked(check, value, path) : [required(path, detail)];
}

export function nonNegative(value: number | undefined, path: Path): FieldError[] {
  return value !== undefined && value < 0 ? [invalid(path, value, NEGATIVE)] : [];
}

/** One of a few values; missing is Required. The choices are listed in the order given. */
export function oneOf(value: string | undefined, choices: readonly string[], path: Path, detail = ''): FieldError[] {
  if (!value) return [required(path, detail)];
  return choices.includes(value) ? [] : [notSupported(path, value, choices)];
}

/** Some kinds are checked on an update as a whole and once more as an update (strategy.ValidateUpdate): each error stands twice. */
export const twice = (errors: FieldError[]): FieldError[] => [...errors, ...errors];

/** ValidateImmutableField. `shown` is the value as Go prints it, where it is no scalar. */
export function immutable(value: unknown, old: unknown, path: Path, shown?: FieldError['value']): FieldError[] {
  return equal(value, old) ? [] : [invalid(path, shown ?? (value as FieldError['value']) ?? null, IMMUTABLE)];
}

/** Keeps the status that is stored, as every update that is not of the status does. */
export function keepStatus(object: KubeObject, old: KubeObject): void {
  if (old.status === undefined) delete object.status;
  else object.status = old.status;
}

/** Keeps all but the status, as an update of the status does. */
export function keepAllButStatus(object: KubeObject, old: KubeObject): void {
  for (const field of Object.keys(object)) if (field !== 'status' && field !== 'metadata') delete object[field];
  for (const field of Object.keys(old)) if (field !== 'status' && field !== 'metadata') object[field] = old[field];
}

/** Counts a change of the spec in metadata.generation. */
export function countGeneration(object: KubeObject, old: KubeObject, changed: boolean = !equal(object.spec, old.spec)): void {
  object.metadata.generation = (old.metadata.generation ?? 0) + (changed ? 1 : 0);
}
