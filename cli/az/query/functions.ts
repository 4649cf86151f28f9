import { reprOf, str } from '../python.ts';
import { isWritten } from './written.ts';

/** A query that fails while it runs. */
export class QueryError extends Error {}

/** `&expression`, as an argument. */
export interface Reference {
  evaluate(item: unknown): unknown;
}

type Type = 'string' | 'number' | 'boolean' | 'array' | 'object' | 'null' | 'expref';
/** A parameter's types; `array-number` is an array of numbers; none: any. */
type Signature = string[];

interface Definition {
  parameters: Signature[];
  variadic?: boolean;
  call(...args: any[]): unknown;
}

const NUMBER = ['number'];
const STRING = ['string'];
const ARRAY = ['array'];
const OBJECT = ['object'];
const REFERENCE = ['expref'];
const ANY: Signature = [];
const SORTABLE = ['array-number', 'array-string'];

const inOrder = (a: any, b: any): number => (a < b ? -1 : a > b ? 1 : 0);

const FUNCTIONS: Record<string, Definition> = {
  abs: { parameters: [NUMBER], call: Math.abs },
  avg: {
    parameters: [['array-number']],
    call: (values: number[]) => (values.length ? values.reduce((a, b) => a + b, 0) / values.length : null),
  },
  ceil: { parameters: [NUMBER], call: Math.ceil },
  contains: {
    parameters: [['array', 'string'], ANY],
    call: (subject, search) => (typeof subject === 'string' ? subject.includes(String(search)) : subject.includes(search)),
  },
  ends_with: { parameters: [STRING, STRING], call: (text: string, end: string) => text.endsWith(end) },
  floor: { parameters: [NUMBER], call: Math.floor },
  join: { parameters: [STRING, ['array-string']], call: (separator: string, items: string[]) => items.join(separator) },
  keys: { parameters: [OBJECT], call: Object.keys },
  length: {
    parameters: [['string', 'array', 'object']],
    call: (value) => (typeof value === 'object' && !Array.isArray(value) ? Object.keys(value).length : [...value].length),
  },
  map: { parameters: [REFERENCE, ARRAY], call: (by: Reference, items: unknown[]) => items.map((item) => by.evaluate(item)) },
  max: { parameters: [SORTABLE], call: (items: any[]) => items.toSorted(inOrder).at(-1) ?? null },
  max_by: {
    parameters: [ARRAY, REFERENCE],
    call: (items: unknown[], by: Reference) => firstMost(sortedBy('max_by', items, by), by) ?? null,
  },
  merge: { parameters: [OBJECT], variadic: true, call: (...objects) => Object.assign({}, ...objects) },
  min: { parameters: [SORTABLE], call: (items: any[]) => items.toSorted(inOrder)[0] ?? null },
  min_by: { parameters: [ARRAY, REFERENCE], call: (items: unknown[], by: Reference) => sortedBy('min_by', items, by)[0] ?? null },
  not_null: { parameters: [ANY], variadic: true, call: (...values) => values.find((value) => value !== null) ?? null },
  reverse: {
    parameters: [['array', 'string']],
    call: (value) => (typeof value === 'string' ? [...value].toReversed().join('') : value.toReversed()),
  },
  sort: { parameters: [['array-string', 'array-number']], call: (items: any[]) => items.toSorted(inOrder) },
  sort_by: { parameters: [ARRAY, REFERENCE], call: (items: unknown[], by: Reference) => sortedBy('sort_by', items, by) },
  starts_with: { parameters: [STRING, STRING], call: (text: string, start: string) => text.startsWith(start) },
  sum: { parameters: [['array-number']], call: (values: number[]) => values.reduce((a, b) => a + b, 0) },
  to_array: { parameters: [ANY], call: (value) => (Array.isArray(value) ? value : [value]) },
  to_number: { parameters: [ANY], call: toNumber },
  to_string: { parameters: [ANY], call: (value) => (typeof value === 'string' ? value : asciiJson(value)) },
  type: { parameters: [ANY], call: typeOf },
  values: { parameters: [OBJECT], call: Object.values },
};

/** @throws QueryError with the text of jmespath.py's exception */
export function callFunction(name: string, args: unknown[]): unknown {
  const definition = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name]! : undefined;
  if (!definition) throw new QueryError(`Unknown function: ${name}()`);
  checkArity(name, definition, args.length);
  args.forEach((arg, i) => checkType(name, arg, definition.parameters[Math.min(i, definition.parameters.length - 1)]!));
  return definition.call(...args);
}

function checkArity(name: string, { parameters, variadic }: Definition, received: number): void {
  const expected = parameters.length;
  const noun = expected === 1 ? 'argument' : 'arguments';
  if (variadic && received < expected)
    throw new QueryError(`Expected at least ${expected} ${noun} for function ${name}(), received ${received}`);
  if (!variadic && received !== expected) throw new QueryError(`Expected ${expected} ${noun} for function ${name}(), received ${received}`);
}

function checkType(name: string, value: unknown, allowed: Signature): void {
  if (allowed.length === 0) return;
  const type = typeOf(value);
  const plain = allowed.filter((one) => !one.includes('-'));
  if (plain.includes(type)) return;
  const elements = allowed.filter((one) => one.startsWith(`${type}-`)).map((one) => one.slice(type.length + 1));
  if (elements.length === 0) throw typeError(name, value, type, allowed);
  const items = value as unknown[];
  const kind = items.length ? elements.find((one) => one === typeOf(items[0])) : undefined;
  const wanted = kind === undefined ? elements : [kind];
  // What is wrong within an array, jmespath.py calls by Python's name.
  for (const item of items) if (!wanted.includes(typeOf(item))) throw typeError(name, item, pythonType(item), allowed);
}

const typeError = (name: string, value: unknown, type: string, allowed: string[]) =>
  new QueryError(`In function ${name}(), invalid type for value: ${str(value)}, expected one of: ${reprOf(allowed)}, received: "${type}"`);

function typeOf(value: unknown): Type {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'object') return typeof (value as Reference).evaluate === 'function' ? 'expref' : 'object';
  return typeof value as Type;
}

/** Python's json.dumps escapes what is not ASCII. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

function pythonType(value: unknown): string {
  const type = typeOf(value);
  if (type === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (type === 'object') return isWritten(value) ? 'OrderedDict' : 'dict';
  return { null: 'NoneType', array: 'list', string: 'str', boolean: 'bool', expref: '_Expression' }[type];
}

function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}

/** Of sorted items the first with the greatest key, as Python's max() takes it. */
const firstMost = (sorted: unknown[], by: Reference): unknown => sorted.find((item) => by.evaluate(item) === by.evaluate(sorted.at(-1)));

/** Sorts by keys that must all be strings or all numbers. */
function sortedBy(name: string, items: unknown[], by: Reference): unknown[] {
  const keyed = items.map((item) => ({ item, key: by.evaluate(item) as any }));
  const first = keyed[0] && typeOf(keyed[0].key);
  const sortable = first === 'string' || first === 'number';
  if (name === 'sort_by' && keyed[0] && !sortable) throw typeError(name, keyed[0].item, first!, ['string', 'number']);
  const wanted = name === 'sort_by' ? [first!] : ['number', 'string'];
  for (const { key } of keyed) if (!wanted.includes(typeOf(key) as never)) throw typeError(name, key, typeOf(key), wanted);
  return keyed.sort((a, b) => inOrder(a.key, b.key)).map(({ item }) => item);
}
