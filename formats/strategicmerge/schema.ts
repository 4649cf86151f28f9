/** What a strategic merge must know of a type: how its fields merge. */
export interface MergeSchema {
  /** Undefined: an unknown field, merged as plain JSON. */
  field(name: string): MergeField | undefined;
}

export interface MergeField {
  /** `merge`, `replace`, `retainKeys`, as the type's patchStrategy says. */
  strategies: readonly string[];
  mergeKey?: string;
  /** Of the object, of the list's items or of the map's values; undefined where they are no objects. */
  schema?: MergeSchema;
}

/** A schema of which nothing is known: every list is replaced. */
export const UNKNOWN: MergeSchema = { field: () => undefined };

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonMap = { [key: string]: Json };

export const DIRECTIVE = '$patch';
export const RETAIN_KEYS = '$retainKeys';
export const DELETE_FROM_LIST = '$deleteFromPrimitiveList';
export const SET_ORDER = '$setElementOrder';

/** A patch that does not fit: `bad` ones are the client's syntax (400), `unprocessable` what cannot be merged (422), others Go's plain errors (500). */
export class MergeError extends Error {
  constructor(
    message: string,
    readonly type: 'bad' | 'unprocessable' | 'plain' = 'plain',
  ) {
    super(message);
  }
}

export const ERRORS = {
  primitiveList: () => new MergeError('invalid patch format of primitive list', 'bad'),
  retainKeys: () => new MergeError('invalid patch format of retainKeys', 'bad'),
  setOrder: () => new MergeError('invalid patch format of setElementOrder list', 'bad'),
  listOfLists: () => new MergeError('lists of lists are not supported', 'unprocessable'),
  noMergeKey: (item: Json, key: string) => new MergeError(`map: ${goValue(item)} does not contain declared merge key: ${key}`),
  noKeyDeclared: (field: string) => new MergeError(`cannot merge lists without merge key for ${field}`),
  patchType: (directive: Json, patch: Json) => new MergeError(`unknown patch type: ${goValue(directive)} in map: ${goValue(patch)}`),
  mergeDirective: () => new MergeError('merging lists cannot yet be specified in the patch'),
  elementTypes: (items: Json[]) => new MergeError(`list element types are not identical: ${goValue(items)}`),
  argument: (expected: string, actual: Json) => new MergeError(`expected a ${expected}, but received a ${goType(actual)}`),
};

export const isMap = (value: Json | undefined): value is JsonMap => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The Go kind of a JSON value, as far as merging tells them apart. */
export function kindOf(value: Json): string {
  if (value === null) return 'nil';
  if (Array.isArray(value)) return 'slice';
  return typeof value === 'object' ? 'map' : typeof value;
}

function goType(value: Json): string {
  const kind = kindOf(value);
  return { slice: '[]interface {}', map: 'map[string]interface {}', number: 'int64', boolean: 'bool' }[kind] ?? kind;
}

/** Go's %v of a decoded JSON value: `map[a:1 b:[x y]]`. */
export function goValue(value: Json): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goValue).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  return `map[${Object.keys(value)
    .sort()
    .map((key) => `${key}:${goValue(value[key]!)}`)
    .join(' ')}]`;
}

/** Whether the list merges item by item; how maps are to be treated. */
export function strategyOf(field: MergeField | undefined): { strategy: string; retainKeys: boolean } {
  const strategies = field?.strategies ?? [];
  return { strategy: strategies.find((s) => s !== 'retainKeys') ?? '', retainKeys: strategies.includes('retainKeys') };
}

export function copyJson<T extends Json>(value: T): T {
  if (Array.isArray(value)) return value.map(copyJson) as T;
  if (!isMap(value)) return value;
  const out: JsonMap = {};
  for (const key in value) out[key] = copyJson(value[key]!);
  return out as T;
}

export function equalJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => equalJson(item, b[i]));
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equalJson(a[key], b[key]));
}
