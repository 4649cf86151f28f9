/** Walking objects by their schema: which fields they have and how two differ. After structured-merge-diff/v4/typed. */
import { equal, type JsonObject, type JsonValue } from '../../object.ts';
import { typeNamed, type FieldSchema, type FieldType } from '../../schema/index.ts';
import { childOf, emptySet, isEmpty, type FieldSet } from './sets.ts';

/** What a node is to be walked as: its type, and how a list there merges. */
export interface Shape {
  type: FieldType;
  field?: FieldSchema;
}

/** Types that are one value, whatever they hold (x-kubernetes-map-type: atomic). */
const ATOMIC_TYPES = new Set(['io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector']);

export interface Difference {
  added: FieldSet;
  modified: FieldSet;
  removed: FieldSet;
}

/** How lists merge: by keys, as a set of scalars, or not at all. */
export function listKeys(field: FieldSchema | undefined): readonly string[] | 'set' | undefined {
  if (!field) return undefined;
  if (field.listType === 'map') return field.listMapKeys ?? [];
  if (field.listType === 'set') return 'set';
  if (field.listType === 'atomic') return undefined;
  if (!field.patchStrategies.includes('merge')) return undefined;
  return field.mergeKey ? [field.mergeKey] : 'set';
}

/** Defaults that identify a list item although they were left out. */
const KEY_DEFAULTS: JsonObject = { protocol: 'TCP' };

/** The step to a list item. */
export function itemStep(item: JsonValue, keys: readonly string[] | 'set'): string {
  if (keys === 'set' || item === null || typeof item !== 'object' || Array.isArray(item)) return `v:${JSON.stringify(item)}`;
  const named: JsonObject = {};
  for (const key of [...keys].sort()) {
    const value = item[key] ?? KEY_DEFAULTS[key];
    if (value !== undefined) named[key] = value;
  }
  return `k:${JSON.stringify(named)}`;
}

const isMap = (value: JsonValue | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The shape of a field of an object, or of a value of a map. */
export function shapeOf(parent: FieldType, name: string): Shape {
  if (parent.kind === 'map') return { type: parent.of };
  const field = parent.kind === 'object' ? typeNamed(parent.type)?.fields.get(name) : undefined;
  return { type: field?.type ?? { kind: 'any' }, field };
}

export const isAtomic = ({ type, field }: Shape): boolean => {
  if (type.kind === 'array') return listKeys(field) === undefined;
  if (type.kind === 'object') return ATOMIC_TYPES.has(type.type) || (typeNamed(type.type)?.fields.size ?? 0) === 0;
  return type.kind !== 'map';
};

export function compare(before: JsonValue | undefined, after: JsonValue | undefined, shape: Shape): Difference {
  const difference: Difference = { added: emptySet(), modified: emptySet(), removed: emptySet() };
  walk(before, after, shape, [], difference);
  return difference;
}

function walk(before: JsonValue | undefined, after: JsonValue | undefined, shape: Shape, path: string[], out: Difference): void {
  if (before === after) return;
  const isLeaf = isAtomic(shape) || (isNothing(before) && isNothing(after));
  if (!isLeaf) {
    const left = parts(before, shape);
    const right = parts(after, shape);
    for (const [step, part] of right) descend(left.get(step)?.value, part.value, part.shape, step, path, out);
    for (const [step, part] of left) if (!right.has(step)) descend(part.value, undefined, part.shape, step, path, out);
  }
  if (before === undefined) insert(out.added, path);
  else if (after === undefined) insert(out.removed, path);
  else if (isLeaf && !equal(before, after)) insert(out.modified, path);
}

function descend(before: JsonValue | undefined, after: JsonValue | undefined, shape: Shape, step: string, path: string[], out: Difference): void {
  path.push(step);
  walk(before, after, shape, path, out);
  path.pop();
}

const isNothing = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || (Array.isArray(value) ? value.length === 0 : typeof value === 'object' && Object.keys(value).length === 0);

interface Part {
  value: JsonValue;
  shape: Shape;
}

/** The parts of a map or list, by step. */
function parts(value: JsonValue | undefined, shape: Shape): Map<string, Part> {
  const out = new Map<string, Part>();
  if (Array.isArray(value) && shape.type.kind === 'array') {
    const keys = listKeys(shape.field)!;
    for (const item of value) out.set(itemStep(item, keys), { value: item, shape: { type: shape.type.of } });
  } else if (isMap(value)) {
    for (const key in value) out.set(`f:${key}`, { value: value[key]!, shape: shapeOf(shape.type, key) });
  }
  return out;
}

function insert(set: FieldSet, path: readonly string[]): void {
  let node = set;
  for (const step of path) node = childOf(node, step);
  node.isMember = true;
}

/** Every field that an object sets (TypedValue.ToFieldSet). */
export function fieldSet(value: JsonValue, shape: Shape): FieldSet {
  const set = emptySet();
  if (isAtomic(shape)) {
    set.isMember = true;
    return set;
  }
  for (const [step, part] of parts(value, shape)) {
    const inner = fieldSet(part.value, part.shape);
    if (isNothing(part.value) || shape.type.kind !== 'object') inner.isMember = true;
    if (!isEmpty(inner)) set.children.set(step, inner);
  }
  return set;
}

/** A kind's value in Go before anything is set, as JSON shows it: what a new object's fields count as added to. */
export function zeroOf(typeName: string): JsonObject {
  const out: JsonObject = {};
  for (const field of typeNamed(typeName)?.fields.values() ?? []) {
    if (!field.kept) continue;
    if (field.type.kind === 'object' && !field.pointer) out[field.name] = zeroOf(field.type.type);
    else out[field.name] = field.pointer ? null : zeroScalar(field.type);
  }
  return out;
}

function zeroScalar(type: FieldType): JsonValue {
  if (type.kind === 'string') return '';
  if (type.kind === 'boolean') return false;
  if (type.kind === 'int32' || type.kind === 'int64' || type.kind === 'double') return 0;
  return null;
}
