/**
 * Field errors: what validation says of one field. After k8s.io/apimachinery/pkg/util/validation/field.
 * The text is made here and nowhere else.
 */

/** A path such as `spec.containers[0].securityContext`; plain text, built with the helpers below. */
export type Path = string;

/** `child('spec', 'containers')` is `spec.containers`; an empty parent adds no dot. */
export function child(parent: Path, ...names: string[]): Path {
  return names.reduce((path, name) => (path ? `${path}.${name}` : name), parent);
}

/** `at('spec.containers', 0)` is `spec.containers[0]`; `at('data', 'a.b')` is `data[a.b]`. */
export function at(parent: Path, index: number | string): Path {
  return `${parent}[${index}]`;
}

/** The error types and the words that start their text; the key is what Status.details.causes[].reason says after `FieldValue`. */
const PREFIX = {
  NotFound: 'Not found',
  Required: 'Required value',
  Duplicate: 'Duplicate value',
  Invalid: 'Invalid value',
  NotSupported: 'Unsupported value',
  Forbidden: 'Forbidden',
  TooLong: 'Too long',
  TooMany: 'Too many',
  Internal: 'Internal error',
} as const;

export type FieldErrorType = keyof typeof PREFIX;

/** The `reason` of a Status cause. Internal errors and Too many differ from the pattern. */
export const CAUSE_REASON: Record<FieldErrorType, string> = {
  NotFound: 'FieldValueNotFound',
  Required: 'FieldValueRequired',
  Duplicate: 'FieldValueDuplicate',
  Invalid: 'FieldValueInvalid',
  NotSupported: 'FieldValueNotSupported',
  Forbidden: 'FieldValueForbidden',
  TooLong: 'FieldValueTooLong',
  TooMany: 'FieldValueTooMany',
  Internal: 'InternalError',
};

export interface FieldError {
  type: FieldErrorType;
  field: Path;
  /** A scalar, null, or a Go value already in Go's own `%#v` words (see `go`). */
  value?: string | number | boolean | null | GoText;
  detail?: string;
}

/** A value that Go would print with %#v or its String method, given as that text. */
export interface GoText {
  go: string;
}
export const go = (text: string): GoText => ({ go: text });

/** Go's %q for a string. */
export function quote(text: string): string {
  return JSON.stringify(text)
    .replace(/[\u007f-\u00a0\u00ad\u2028\u2029]/g, (c) =>
      c.charCodeAt(0) < 256 && c.charCodeAt(0) !== 0xa0 && c.charCodeAt(0) !== 0xad
        ? `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`
        : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replace(/\\u00([01][0-9a-f])/g, '\\x$1')
    .replace(/\\b/g, '\\b')
    .replace(/\\f/g, '\\f');
}

const shown = (value: FieldError['value']): string => {
  if (value === null || value === undefined) return '"null"'; // field.Error makes it a string first
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'object') return value.go;
  return String(value);
};

/** What follows the field: `Invalid value: 0: must be greater than 0` (field.Error.ErrorBody). */
export function errorBody(error: FieldError): string {
  const bare = error.type === 'Required' || error.type === 'Forbidden' || error.type === 'TooLong' || error.type === 'Internal';
  const text = bare ? PREFIX[error.type] : `${PREFIX[error.type]}: ${shown(error.value)}`;
  return error.detail ? `${text}: ${error.detail}` : text;
}

/** The whole: `spec.replicas: Invalid value: -1: must be ...` (field.Error.Error). */
export function errorText(error: FieldError): string {
  return `${error.field}: ${errorBody(error)}`;
}

/** Several, as utilerrors.Aggregate prints them: one alone, more in brackets, repeated texts once. */
export function aggregate(texts: string[]): string {
  const distinct = [...new Set(texts)];
  return distinct.length === 1 ? distinct[0]! : `[${distinct.join(', ')}]`;
}

export const required = (field: Path, detail = ''): FieldError => ({ type: 'Required', field, detail });
export const invalid = (field: Path, value: FieldError['value'], detail: string): FieldError => ({ type: 'Invalid', field, value, detail });
export const duplicate = (field: Path, value: FieldError['value']): FieldError => ({ type: 'Duplicate', field, value });
export const forbidden = (field: Path, detail: string): FieldError => ({ type: 'Forbidden', field, detail });
export const notFound = (field: Path, value: FieldError['value']): FieldError => ({ type: 'NotFound', field, value });
export const internal = (field: Path, detail: string): FieldError => ({ type: 'Internal', field, detail });
export const tooLong = (field: Path, value: string, max: number): FieldError => ({
  type: 'TooLong',
  field,
  value,
  detail: `must have at most ${max} bytes`,
});
export const tooMany = (field: Path, value: number, max: number): FieldError => ({
  type: 'TooMany',
  field,
  value,
  detail: `must have at most ${max} items`,
});
/** Supported values are listed in the order given, as field.NotSupported does: callers that hold a set in Go give it sorted. */
export const notSupported = (field: Path, value: FieldError['value'], supported: readonly string[]): FieldError => ({
  type: 'NotSupported',
  field,
  value,
  detail: supported.length ? `supported values: ${supported.map((v) => quote(v)).join(', ')}` : '',
});
