/** The functions that templates may call: text/template's own, and kubectl's exists and base64decode. */
import { sprintf } from './printf.ts';
import { Complex, Float, Int, isInt64, isMap, isTrue, plain, print, sprint, typeName, type Value } from './values.ts';

/** What a function refuses; it reads on after `error calling NAME: `. */
export class CallError extends Error {}

export interface TemplateFunction {
  /** How many arguments it takes at least; `variadic` ones take more. */
  arity: number;
  variadic?: boolean;
  /** The Go type of its fixed parameters where that is not interface{}. */
  takes?: 'string';
  /** Whether a value ends the search for the result: `and`, `or`. */
  decides?: (value: Value) => boolean;
  call(...values: Value[]): Value;
}

const COMPARISONS: Record<string, TemplateFunction> = {
  eq: { arity: 1, variadic: true, call: equals },
  ne: { arity: 2, call: (a, b) => !equals(a, b) },
  lt: { arity: 2, call: less },
  le: { arity: 2, call: (a, b) => less(a, b) || equals(a, b) },
  gt: { arity: 2, call: (a, b) => !(less(a, b) || equals(a, b)) },
  ge: { arity: 2, call: (a, b) => !less(a, b) },
};

export const FUNCTIONS: Record<string, TemplateFunction> = {
  ...COMPARISONS,
  and: firstOrLast((value) => !isTrue(value)),
  or: firstOrLast(isTrue),
  not: { arity: 1, call: (value) => !isTrue(value) },
  len: { arity: 1, call: length },
  index: { arity: 1, variadic: true, call: index },
  slice: { arity: 1, variadic: true, call: slice },
  print: { arity: 0, variadic: true, call: (...values) => sprint(values) },
  println: { arity: 0, variadic: true, call: (...values) => `${values.map(print).join(' ')}\n` },
  printf: { arity: 1, variadic: true, takes: 'string', call: (format, ...values) => sprintf(format as string, values) },
  html: { arity: 0, variadic: true, call: (...values) => escapeHtml(textOf(values)) },
  js: { arity: 0, variadic: true, call: (...values) => escapeScript(textOf(values)) },
  urlquery: { arity: 0, variadic: true, call: (...values) => escapeQuery(textOf(values)) },
  call: { arity: 1, variadic: true, call: refuseCall },
  exists: { arity: 1, variadic: true, call: exists },
  base64decode: { arity: 1, takes: 'string', call: (text) => decodeBase64(text as string) },
};

/** The first value that decides, else the last one. */
function firstOrLast(decides: (value: Value) => boolean): TemplateFunction {
  return { arity: 1, variadic: true, decides, call: (...values) => values.find(decides) ?? values.at(-1) };
}

type Kind = 'bool' | 'string' | 'int' | 'float' | 'complex' | 'other';

function kindOf(value: Value): Kind {
  if (value instanceof Int || isInt64(value)) return 'int';
  if (value instanceof Float) return 'float';
  if (value instanceof Complex) return 'complex';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  return typeof value === 'number' ? 'float' : 'other';
}

function equals(first: Value, ...others: Value[]): boolean {
  if (!others.length) throw new CallError('missing argument for comparison');
  return others.some((other) => {
    if (isNil(first) || isNil(other)) return isNil(first) && isNil(other);
    if (kindOf(first) !== kindOf(other)) throw new CallError('incompatible types for comparison');
    if (kindOf(first) === 'other') refuseComparison(first, other);
    return plain(first) === plain(other);
  });
}

/** Go's message has value and type the wrong way round, so the value stands there under %s. */
function refuseComparison(first: Value, other: Value): never {
  const type = typeName(other);
  if (typeName(first) === type) throw new CallError(`non-comparable type ${sprintf('%s', [other])}: ${type}`);
  throw new CallError(`non-comparable types ${sprintf('%s', [first])}: ${typeName(first)}, ${type}: ${print(other)}`);
}

function isNil(value: Value): value is null | undefined {
  return value === null || value === undefined;
}

function less(a: Value, b: Value): boolean {
  const kinds = [kindOf(a), kindOf(b)];
  if (kinds.includes('other') || kinds.includes('complex')) throw new CallError('invalid type for comparison');
  if (kinds[0] !== kinds[1]) throw new CallError('incompatible types for comparison');
  if (kinds[0] === 'bool') throw new CallError('invalid type for comparison');
  return (plain(a) as string | number) < (plain(b) as string | number);
}

function length(value: Value): Int {
  if (value === undefined) throw new CallError('reflect: call of reflect.Value.Type on zero Value');
  if (value === null) throw new CallError('len of nil pointer');
  if (typeof value === 'string') return new Int(bytesOf(value).length);
  if (Array.isArray(value)) return new Int(value.length);
  if (isMap(value)) return new Int(Object.keys(value).length);
  throw new CallError(`len of type ${typeName(value)}`);
}

function index(item: Value, ...keys: Value[]): Value {
  if (item === null || item === undefined) throw new CallError('index of untyped nil');
  return keys.reduce(indexOne, item);
}

function indexOne(item: Value, key: Value): Value {
  if (item === null || item === undefined) throw new CallError('index of nil pointer');
  if (Array.isArray(item)) return item[position(key, item.length)] as Value;
  if (typeof item === 'string') return new Int(bytesOf(item)[position(key, bytesOf(item).length)]);
  if (!isMap(item)) throw new CallError(`can't index item of type ${typeName(item)}`);
  if (key === null || key === undefined) throw new CallError('value is nil; should be of type string');
  if (typeof key !== 'string') throw new CallError(`value has type ${typeName(key)}; should be string`);
  return Object.hasOwn(item, key) ? (item[key] as Value) : null;
}

function position(key: Value, size: number, last = size - 1): number {
  if (key === null || key === undefined) throw new CallError('cannot index slice/array with nil');
  const place = isInt64(key) ? key : key instanceof Int ? key.value : undefined;
  if (place === undefined) throw new CallError(`cannot index slice/array with type ${typeName(key)}`);
  if (place < 0 || place > last) throw new CallError(`index out of range: ${place}`);
  return place;
}

function slice(item: Value, ...bounds: Value[]): Value {
  if (item === null || item === undefined) throw new CallError('slice of untyped nil');
  if (bounds.length > 3) throw new CallError(`too many slice indexes: ${bounds.length}`);
  if (typeof item !== 'string' && !Array.isArray(item)) throw new CallError(`can't slice item of type ${typeName(item)}`);
  if (typeof item === 'string' && bounds.length === 3) throw new CallError('cannot 3-index slice a string');
  const content = typeof item === 'string' ? bytesOf(item) : item;
  const places = bounds.map((bound) => position(bound, content.length, content.length));
  const [from, to] = [places[0] ?? 0, places[1] ?? content.length];
  if (from > to) throw new CallError(`invalid slice index: ${from} > ${to}`);
  if (to > (places[2] ?? to)) throw new CallError(`invalid slice index: ${to} > ${places[2]}`);
  return content instanceof Uint8Array ? new TextDecoder().decode(content.slice(from, to)) : content.slice(from, to);
}

function refuseCall(target: Value): never {
  if (target === null || target === undefined) throw new CallError('call of nil');
  throw new CallError(`non-function of type ${typeName(target)}`);
}

/** kubectl: whether `index` with these keys finds something. */
function exists(item: Value, ...keys: Value[]): boolean {
  try {
    const found = index(item, ...keys);
    return found !== null && found !== undefined;
  } catch (error) {
    if (error instanceof CallError) return false;
    throw error;
  }
}

function decodeBase64(text: string): string {
  const compact = text.replace(/[\r\n]/g, '');
  const bad = /[^A-Za-z0-9+/]/.exec(compact.replace(/={1,2}$/, ''));
  if (bad || compact.length % 4) {
    throw new CallError(`base64 decode failed: illegal base64 data at input byte ${bad ? bad.index : compact.replace(/=+$/, '').length}`);
  }
  return new TextDecoder().decode(Uint8Array.from(atob(compact), (char) => char.charCodeAt(0)));
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** One string as it is, else what fmt.Sprint makes of the values. */
function textOf(values: Value[]): string {
  return sprint(values.map((value) => (isNil(value) ? '<no value>' : value)));
}

const HTML: Record<string, string> = { '"': '&#34;', "'": '&#39;', '&': '&amp;', '<': '&lt;', '>': '&gt;', '\0': '\ufffd' };
const SCRIPT: Record<string, string> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
};

function escapeHtml(text: string): string {
  return text.replace(/["'&<>\0]/g, (char) => HTML[char]);
}

function escapeScript(text: string): string {
  return text.replace(
    /[\\'"<>&=\x00-\x1f]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu,
    (char) => SCRIPT[char] ?? `\\u${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

/** url.QueryEscape. */
function escapeQuery(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
