import { JsonSyntaxError, marshal, unmarshal } from '../../../formats/gojson.ts';
import type { JsonObject, JsonValue, KubeObject } from '../object.ts';
import { typeNamed, typeOf } from './lookup.ts';
import { markEmpty } from './empty.ts';
import { readerError } from './jsoniter.ts';
import { inInt32, readBase64, readIntOrString, readQuantity, readTime, type ReadResult } from './scalars.ts';
import type { FieldSchema, FieldType, GroupVersionKind, Scalar, TypeSchema } from './types.ts';

export type Decoded = { object: KubeObject } | { error: string };

/** Thrown inside this file where a value is not of its type; jsoniter.ts then finds the words. */
class Mismatch extends Error {}
const mismatch = new Mismatch('a value is not of its type');

/** Numbers that JSON.parse reads otherwise than an integer reader does: fractions, exponents, more digits than a double holds. */
const ODD_NUMBER = /\d[.eE][\d+-]|\d{16}/;

/**
 * Reads an object as the API server's JSON decoder does: unknown fields dropped, zero values that Go leaves out left out and those it
 * writes filled in, quantities and times in canonical form. `error` is the message of the 400 that the server answers.
 * A value (rather than text) is read without being changed. Of a kind without schema, a custom resource, only the metadata is read.
 */
export function decode(kind: GroupVersionKind, body: string | JsonValue): Decoded {
  const parsed = typeof body === 'string' ? parse(body) : { value: body };
  if ('error' in parsed) return parsed;
  const metaError = typeMetaError(parsed.value);
  if (metaError) return { error: metaError };
  const type = typeOf(kind);
  const cannot = (why: string): Decoded => ({
    error: `${kind.kind} in version ${JSON.stringify(kind.version)} cannot be handled as a ${kind.kind}: ${why}`,
  });
  if (!type) return readCustom(parsed.value, cannot);
  try {
    const text = typeof body === 'string' && ODD_NUMBER.test(body) ? readerError(body, type) : undefined;
    return text ? cannot(text) : { object: readObject(type, (parsed.value ?? {}) as JsonObject) as KubeObject };
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    return cannot(readerError(typeof body === 'string' ? body : marshal(body), type) ?? error.message);
  }
}

/** An object of a kind that a definition added: its own schema comes later, its metadata is like any other's. */
function readCustom(value: JsonValue, cannot: (why: string) => Decoded): Decoded {
  const object = (value ?? {}) as JsonObject;
  const type = typeNamed(OBJECT_META)!;
  const metadata = (object.metadata ?? {}) as JsonObject;
  try {
    return { object: { ...object, metadata: readObject(type, metadata) } as unknown as KubeObject };
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    return cannot(metadataComplaint(type, metadata));
  }
}

const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** encoding/json's words for the first field of metadata that is not of its type. */
function metadataComplaint(type: TypeSchema, metadata: JsonValue): string {
  const start = 'json: cannot unmarshal';
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata))
    return `${start} ${goType(metadata)} into Go value of type v1.ObjectMeta`;
  for (const [name, value] of Object.entries(metadata)) {
    const field = type.fields.get(name);
    const where = `into Go struct field ObjectMeta.${name} of type`;
    if (!field || value === null || fits(field.type, value)) continue;
    if (field.type.kind === 'map')
      return `${start} ${isMap(value) ? `${goType(Object.values(value).find((item) => typeof item !== 'string') ?? null)} ${where} string` : `${goType(value)} ${where} map[string]string`}`;
    if (field.type.kind === 'array') return `${start} ${goType(value)} ${where} []${field.goItem ?? 'string'}`;
    return `${start} ${goType(value)} ${where} ${field.type.kind}`;
  }
  return `${start} object into Go value of type v1.ObjectMeta`;
}

const isMap = (value: JsonValue): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

function fits(type: FieldType, value: JsonValue): boolean {
  try {
    readType(type, value);
    return true;
  } catch (error) {
    if (error instanceof Mismatch) return false;
    throw error;
  }
}

function parse(text: string): { value: JsonValue } | { error: string } {
  try {
    return { value: JSON.parse(text) as JsonValue };
  } catch {
    return { error: `couldn't get version/kind; json parse error: ${syntaxError(text)}` };
  }
}

/** What encoding/json says of a text that is no JSON. */
function syntaxError(text: string): string {
  try {
    unmarshal(text);
    return 'unexpected end of JSON input';
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error.message;
    throw error;
  }
}

const TYPE_META = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`;

/** What Go's encoding/json says of the two fields that are read first, to know the kind. */
function typeMetaError(value: JsonValue): string | undefined {
  const start = "couldn't get version/kind; json parse error: json: cannot unmarshal";
  if (value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) return `${start} ${goType(value)} into Go value of type ${TYPE_META}`;
  for (const field of ['apiVersion', 'kind']) {
    const given = value[field];
    if (given !== undefined && given !== null && typeof given !== 'string')
      return `${start} ${goType(given)} into Go struct field .${field} of type string`;
  }
  return undefined;
}

const goType = (value: JsonValue): string => (typeof value === 'boolean' ? 'bool' : Array.isArray(value) ? 'array' : typeof value);

/** One struct: its known fields, in the schema's order. */
function readObject(type: TypeSchema, value: JsonValue): JsonValue {
  if (value === null) value = {};
  if (typeof value !== 'object' || Array.isArray(value)) throw mismatch;
  const out: JsonObject = {};
  for (const field of type.fields.values()) {
    // No field is called as a property of every object is, so this reads what was sent.
    const sent = value[field.name] ?? null;
    if (sent === null && !field.kept) continue;
    const read = readField(field, sent);
    if (read !== undefined) out[field.name] = read;
    if ((read === undefined || read === null) && sent !== null && typeof sent === 'object') markEmpty(out, field.name);
  }
  return out;
}

/** A field's value as Go writes it back, undefined where it leaves the field out. */
function readField(field: FieldSchema, value: JsonValue): JsonValue | undefined {
  if (value === null) return field.kept ? (field.pointer ? null : zero(field.type)) : undefined;
  const read = readType(field.type, value);
  if (field.pointer || !isEmpty(read)) return read;
  if (!field.kept) return undefined;
  // Objects are stored as protobuf, which does not know an empty list or map from none.
  return field.type.kind === 'array' || field.type.kind === 'map' ? null : read;
}

/** What `omitempty` leaves out. */
function isEmpty(value: JsonValue): boolean {
  if (value === null || value === '' || value === 0 || value === false) return true;
  if (typeof value !== 'object') return false;
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}

const ZERO: Record<Scalar | 'array' | 'map', JsonValue> = {
  string: '',
  boolean: false,
  int32: 0,
  int64: 0,
  double: 0,
  quantity: '0',
  time: null,
  microTime: null,
  intOrString: 0,
  bytes: null,
  any: null,
  array: null,
  map: null,
};

/** The value of a Go variable that nothing was written to. */
function zero(type: FieldType): JsonValue {
  return type.kind === 'object' ? readType(type, {}) : ZERO[type.kind];
}

function readType(type: FieldType, value: JsonValue): JsonValue {
  switch (type.kind) {
    case 'object': {
      const schema = typeNamed(type.type);
      return schema ? readObject(schema, value) : value;
    }
    case 'array':
      if (!Array.isArray(value)) throw mismatch;
      return value.map((item) => (item === null ? zero(type.of) : readType(type.of, item)));
    case 'map': {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw mismatch;
      const out: JsonObject = {};
      for (const key of Object.keys(value)) {
        const item = value[key]!;
        define(out, key, item === null ? zero(type.of) : readType(type.of, item));
      }
      return out;
    }
    default:
      return READ[type.kind](value);
  }
}

/** Sets a key that came from outside: `__proto__` is one like any other. */
function define(object: JsonObject, key: string, value: JsonValue): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

const is = (right: boolean, value: JsonValue): JsonValue => {
  if (!right) throw mismatch;
  return value;
};
const self = (read: ReadResult): JsonValue => {
  if ('error' in read) throw mismatch;
  return read.value;
};
const isInteger = (value: JsonValue): value is number => typeof value === 'number' && Number.isInteger(value);

const READ: Record<Scalar, (value: JsonValue) => JsonValue> = {
  string: (value) => is(typeof value === 'string', value),
  boolean: (value) => is(typeof value === 'boolean', value),
  int32: (value) => is(isInteger(value) && inInt32(value), value) || 0,
  int64: (value) => is(isInteger(value) && Math.abs(value) <= 2 ** 63, value) || 0,
  double: (value) => is(typeof value === 'number', value),
  quantity: (value) => self(readQuantity(value)),
  time: (value) => self(readTime(value, false)),
  microTime: (value) => self(readTime(value, true)),
  intOrString: (value) => self(readIntOrString(value)),
  bytes: (value) => (typeof value === 'string' ? self(readBase64(value)) : is(false, value)),
  any: (value) => value,
};
