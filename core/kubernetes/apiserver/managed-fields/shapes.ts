/**
 * How values are walked to find out who owns which field: as maps of fields, as lists whose items have names, or whole.
 * From the built-in types, and from the schemas of custom resources. After structured-merge-diff/v4/schema and apiserver's typeconverter.go.
 */
import type { JsonObject, JsonValue } from '../../object.ts';
import type { Schema } from '../../resources/crd/types.ts';
import { typeNamed, type FieldSchema, type FieldType } from '../../schema/index.ts';

export type Shape =
  /** One value, whatever it holds. */
  | { kind: 'atomic' }
  /** Follows from the value: no schema tells. */
  | { kind: 'deduced' }
  /** `isStruct`: its fields are known; a map's keys are the user's, and each is owned beside what it holds. */
  | { kind: 'map'; isStruct: boolean; field(name: string): Shape }
  /** Items are told apart by these fields, or by their value. */
  | { kind: 'list'; keys: readonly string[] | 'set'; item: Shape };

export const ATOMIC: Shape = { kind: 'atomic' };
export const DEDUCED: Shape = { kind: 'deduced' };
/** What a map is whose schema nobody knows. */
const DEDUCED_MAP: Shape = { kind: 'map', isStruct: true, field: () => DEDUCED };

const isMap = (value: JsonValue | undefined): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a deduced shape comes to for those values. */
export function settled(shape: Shape, ...values: (JsonValue | undefined)[]): Exclude<Shape, { kind: 'deduced' }> {
  if (shape.kind !== 'deduced') return shape;
  return values.every((value) => value === undefined || isMap(value))
    ? (DEDUCED_MAP as Exclude<Shape, { kind: 'deduced' }>)
    : { kind: 'atomic' };
}

/** Types that are one value (x-kubernetes-map-type: atomic). */
const ATOMIC_TYPES = new Set(['io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector']);
const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

const builtIn = new Map<string, Shape>();

/** The shape of a built-in type, by its definition's name. */
export function shapeOfType(name: string): Shape {
  let shape = builtIn.get(name);
  if (!shape) builtIn.set(name, (shape = makeStruct(name)));
  return shape;
}

function makeStruct(name: string): Shape {
  const fields = typeNamed(name)?.fields;
  if (!fields?.size || ATOMIC_TYPES.has(name)) return ATOMIC;
  return { kind: 'map', isStruct: true, field: remembered((field) => shapeOfField(fields.get(field))) };
}

function shapeOfField(field: FieldSchema | undefined): Shape {
  if (!field) return ATOMIC;
  if (field.type.kind !== 'array') return shapeOfValue(field.type);
  const keys = listKeys(field);
  return keys ? { kind: 'list', keys, item: shapeOfValue(field.type.of) } : ATOMIC;
}

function shapeOfValue(type: FieldType): Shape {
  if (type.kind === 'object') return shapeOfType(type.type);
  if (type.kind !== 'map') return ATOMIC;
  const inner = shapeOfValue(type.of);
  return { kind: 'map', isStruct: false, field: () => inner };
}

/** How a field's list merges: by keys, as a set of scalars, or not at all. */
function listKeys({ listType, listMapKeys, patchStrategies, mergeKey }: FieldSchema): readonly string[] | 'set' | undefined {
  if (listType === 'map') return listMapKeys ?? [];
  if (listType === 'set') return 'set';
  if (listType === 'atomic' || !patchStrategies.includes('merge')) return undefined;
  return mergeKey ? [mergeKey] : 'set';
}

/** The shape of a custom resource: its schema, with the fields that every object has. */
export function shapeOfCustomResource(schema: Schema | undefined): Shape {
  const own = schema ? shapeOfSchema(schema) : DEDUCED_MAP;
  const inner = own.kind === 'map' ? own : (DEDUCED_MAP as Extract<Shape, { kind: 'map' }>);
  const common: Record<string, Shape> = { apiVersion: ATOMIC, kind: ATOMIC, metadata: shapeOfType(OBJECT_META) };
  return { kind: 'map', isStruct: true, field: (name) => (Object.hasOwn(common, name) ? common[name]! : inner.field(name)) };
}

function shapeOfSchema(schema: Schema): Shape {
  const { type, properties = {}, additionalProperties, items } = schema;
  if (schema['x-kubernetes-int-or-string'] || schema['x-kubernetes-map-type'] === 'atomic') return ATOMIC;
  if (type === 'array') {
    const listType = schema['x-kubernetes-list-type'];
    if (listType === 'map')
      return { kind: 'list', keys: schema['x-kubernetes-list-map-keys'] ?? [], item: items ? shapeOfSchema(items) : DEDUCED };
    return listType === 'set' ? { kind: 'list', keys: 'set', item: ATOMIC } : ATOMIC;
  }
  if (typeof additionalProperties === 'object') {
    const inner = shapeOfSchema(additionalProperties);
    return { kind: 'map', isStruct: false, field: () => inner };
  }
  if (type !== 'object') return schema['x-kubernetes-preserve-unknown-fields'] ? DEDUCED : ATOMIC;
  return {
    kind: 'map',
    isStruct: true,
    field: remembered((name) => (Object.hasOwn(properties, name) ? shapeOfSchema(properties[name]!) : DEDUCED)),
  };
}

/** Names come from requests too, so that only so many are remembered. */
function remembered(make: (name: string) => Shape): (name: string) => Shape {
  const known = new Map<string, Shape>();
  return (name) => {
    let shape = known.get(name);
    if (!shape) {
      shape = make(name);
      if (known.size < 200) known.set(name, shape);
    }
    return shape;
  };
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
