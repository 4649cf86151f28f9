/** Walking values by their shape: which fields they have and how two differ. After structured-merge-diff/v4/typed. */
import { equal, type JsonObject, type JsonValue } from '../../object.ts';
import { asMember, emptySet, insert, isEmpty, type FieldSet } from './sets.ts';
import { settled, type Shape } from './shapes.ts';

export interface Difference {
  added: FieldSet;
  modified: FieldSet;
  removed: FieldSet;
}

/** Defaults that identify a list item although they were left out. */
const KEY_DEFAULTS: JsonObject = { protocol: 'TCP' };

/** The step to a list item. */
export function itemStep(item: JsonValue, keys: readonly string[] | 'set'): string {
  if (keys === 'set' || item === null || typeof item !== 'object' || Array.isArray(item)) return `v:${JSON.stringify(item)}`;
  const named: JsonObject = {};
  for (const key of keys.length > 1 ? [...keys].sort() : keys) {
    const value = item[key] ?? KEY_DEFAULTS[key];
    if (value !== undefined) named[key] = value;
  }
  return `k:${JSON.stringify(named)}`;
}

export const isMap = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nothing, or a list or map without anything in it. */
export function isNothing(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.length === 0;
  for (const _ in value) return false;
  return true;
}

export function compare(before: JsonValue | undefined, after: JsonValue | undefined, shape: Shape): Difference {
  const difference: Difference = { added: emptySet(), modified: emptySet(), removed: emptySet() };
  walk(before, after, shape, [], difference);
  return difference;
}

function walk(before: JsonValue | undefined, after: JsonValue | undefined, given: Shape, path: string[], out: Difference): void {
  if (before === after) return;
  const shape = settled(given, before, after);
  const isLeaf = shape.kind === 'atomic' || (isNothing(before) && isNothing(after));
  if (!isLeaf && shape.kind === 'list') walkItems(before, after, shape, path, out);
  else if (!isLeaf && shape.kind === 'map') walkFields(before, after, shape, path, out);
  if (before === undefined) insert(out.added, path);
  else if (after === undefined) insert(out.removed, path);
  else if (isLeaf && !equal(before, after)) insert(out.modified, path);
}

function walkFields(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  shape: Extract<Shape, { kind: 'map' }>,
  path: string[],
  out: Difference,
): void {
  const left = isMap(before) ? before : {};
  const right = isMap(after) ? after : {};
  for (const name in right) {
    const value = right[name];
    if (left[name] !== value) descend(left[name], value, shape.field(name), `f:${name}`, path, out);
  }
  for (const name in left) if (right[name] === undefined) descend(left[name], undefined, shape.field(name), `f:${name}`, path, out);
}

function walkItems(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  shape: Extract<Shape, { kind: 'list' }>,
  path: string[],
  out: Difference,
): void {
  const left = itemsByStep(before, shape.keys);
  const right = itemsByStep(after, shape.keys);
  for (const [step, item] of right) descend(left.get(step), item, shape.item, step, path, out);
  for (const [step, item] of left) if (!right.has(step)) descend(item, undefined, shape.item, step, path, out);
}

function itemsByStep(value: JsonValue | undefined, keys: readonly string[] | 'set'): Map<string, JsonValue> {
  const out = new Map<string, JsonValue>();
  if (Array.isArray(value)) for (const item of value) out.set(itemStep(item, keys), item);
  return out;
}

function descend(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  shape: Shape,
  step: string,
  path: string[],
  out: Difference,
): void {
  path.push(step);
  walk(before, after, shape, path, out);
  path.pop();
}

/** Every field that an object sets (TypedValue.ToFieldSet). */
export function fieldSet(value: JsonValue, given: Shape): FieldSet {
  const set = emptySet();
  const shape = settled(given, value);
  const add = (step: string, part: JsonValue, inner: Shape, isOwn: boolean): void => {
    const below = fieldSet(part, inner);
    if (isOwn || isNothing(part) || settled(inner, part).kind === 'atomic') set[step] = asMember(below);
    else if (!isEmpty(below)) set[step] = below;
  };
  if (shape.kind === 'list') for (const [step, item] of itemsByStep(value, shape.keys)) add(step, item, shape.item, true);
  else if (shape.kind === 'map' && isMap(value))
    for (const name in value) add(`f:${name}`, value[name]!, shape.field(name), !shape.isStruct);
  return set;
}
