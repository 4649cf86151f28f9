/**
 * Validation of a value against an OpenAPI v3 schema, in the words of go-openapi/validate as Kubernetes 1.20 links it: a path has no index
 * for an item of a list, and what a group of schemas says has no path at all (`<nil>`).
 */
import { duplicate, go, invalid, notSupported, quote, required, type FieldError, type Path } from '../../field.ts';
import { equal } from '../../object.ts';
import type { Schema } from './types.ts';

const NO_PATH = '<nil>';
const join = (path: Path, name: string): Path => (path ? `${path}.${name}` : name);

/** The OpenAPI name of a value's type. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** As Go's %#v prints decoded JSON. */
function goValue(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (Array.isArray(value)) return `[]interface {}{${value.map(goValue).join(', ')}}`;
  if (typeof value === 'object')
    return `map[string]interface {}{${Object.keys(value)
      .sort()
      .map((key) => `${quote(key)}:${goValue((value as Record<string, unknown>)[key])}`)
      .join(', ')}}`;
  return typeof value === 'string' ? quote(value) : String(value);
}

const shown = (value: unknown): FieldError['value'] =>
  typeof value === 'object' && value !== null ? go(goValue(value)) : (value as string | number | boolean);

export function validateValue(value: unknown, schema: Schema, path: Path = ''): FieldError[] {
  if (value === null && schema.nullable) return [];
  const typeErrors = validateType(value, schema, path);
  if (typeErrors.length) return typeErrors;
  const errors = [...validateEnum(value, schema, path), ...validateLogic(value, schema, path)];
  if (typeof value === 'string') errors.push(...validateString(value, schema, path));
  else if (typeof value === 'number') errors.push(...validateNumber(value, schema, path));
  else if (Array.isArray(value)) errors.push(...validateArray(value, schema, path));
  else if (typeof value === 'object' && value !== null) errors.push(...validateObject(value as Record<string, unknown>, schema, path));
  return errors;
}

const fails = (path: Path, value: unknown, why: string): FieldError => invalid(path || NO_PATH, shown(value), `${path} in body ${why}`);

function validateType(value: unknown, schema: Schema, path: Path): FieldError[] {
  const found = typeName(value);
  const wrong = (expected: string): FieldError[] => [
    invalid(path || NO_PATH, found, `${path} in body must be of type ${expected}: ${quote(found)}`),
  ];
  if (schema['x-kubernetes-int-or-string']) return found === 'integer' || found === 'string' ? [] : wrong('integer,string');
  const { type } = schema;
  if (!type || type === found || (type === 'number' && found === 'integer')) return [];
  return wrong(type);
}

function validateEnum(value: unknown, schema: Schema, path: Path): FieldError[] {
  if (!schema.enum?.length || schema.enum.some((allowed) => equal(allowed, value))) return [];
  return [
    notSupported(
      path || NO_PATH,
      shown(value),
      schema.enum.map((allowed) => (typeof allowed === 'string' ? allowed : JSON.stringify(allowed))),
    ),
  ];
}

/** JavaScript reads Go's expressions but for flags at the start; the stricter Unicode reading refuses some escapes that Go allows. */
function matches(pattern: string, value: string): boolean {
  const flags = /^\(\?([ims]+)\)/.exec(pattern);
  const source = flags ? pattern.slice(flags[0].length) : pattern;
  for (const mode of ['u', '']) {
    try {
      return new RegExp(source, mode + (flags?.[1] ?? '')).test(value);
    } catch {
      continue;
    }
  }
  return true;
}

const FORMATS: Record<string, RegExp> = {
  'date-time': /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  ipv4: /^(\d{1,3}\.){3}\d{1,3}$/,
  email: /^[^@\s]+@[^@\s]+$/,
  uuid: /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i,
  byte: /^[A-Za-z0-9+/]*={0,2}$/,
};

function validateString(value: string, { minLength, maxLength, pattern, format }: Schema, path: Path): FieldError[] {
  const length = [...value].length;
  return [
    ...(maxLength !== undefined && length > maxLength ? [fails(path, value, `should be at most ${maxLength} chars long`)] : []),
    ...(minLength !== undefined && length < minLength ? [fails(path, value, `should be at least ${minLength} chars long`)] : []),
    ...(pattern && !matches(pattern, value) ? [fails(path, value, `should match '${pattern}'`)] : []),
    ...(format && FORMATS[format] && !FORMATS[format].test(value)
      ? [fails(path, value, `must be of type ${format}: ${quote(value)}`)]
      : []),
  ];
}

function validateNumber(value: number, schema: Schema, path: Path): FieldError[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  return [
    ...(multipleOf !== undefined && !Number.isInteger(value / multipleOf)
      ? [fails(path, value, `should be a multiple of ${multipleOf}`)]
      : []),
    ...(maximum !== undefined && (exclusiveMaximum ? value >= maximum : value > maximum)
      ? [fails(path, value, `should be less than ${exclusiveMaximum ? '' : 'or equal to '}${maximum}`)]
      : []),
    ...(minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum)
      ? [fails(path, value, `should be greater than ${exclusiveMinimum ? '' : 'or equal to '}${minimum}`)]
      : []),
  ];
}

function validateArray(value: unknown[], schema: Schema, path: Path): FieldError[] {
  const { items, minItems, maxItems, uniqueItems } = schema;
  return [
    ...(items ? value.flatMap((item) => validateValue(item, items, path)) : []),
    ...(minItems !== undefined && value.length < minItems ? [fails(path, value.length, `should have at least ${minItems} items`)] : []),
    ...(maxItems !== undefined && value.length > maxItems ? [fails(path, value.length, `should have at most ${maxItems} items`)] : []),
    ...(uniqueItems && repeated(value, (item) => item).length ? [fails(path, value, "shouldn't contain duplicates")] : []),
    ...validateListType(value, schema, path),
  ];
}

/** The places of items whose key an earlier item has. */
function repeated(items: unknown[], keyOf: (item: any) => unknown): number[] {
  return items.flatMap((item, i) => (items.slice(0, i).some((before) => equal(keyOf(before), keyOf(item))) ? [i] : []));
}

/** Sets hold a value once, maps a key. */
function validateListType(value: unknown[], schema: Schema, path: Path): FieldError[] {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  switch (schema['x-kubernetes-list-type']) {
    case 'set':
      return repeated(value, (item) => item).map((i) => duplicate(`${path}[${i}]`, shown(value[i])));
    case 'map': {
      const keyOf = (item: Record<string, unknown>) => Object.fromEntries(keys.map((key) => [key, item[key] ?? null]));
      return repeated(value, keyOf).map((i) => duplicate(`${path}[${i}]`, go(goValue(keyOf(value[i] as Record<string, unknown>)))));
    }
    default:
      return [];
  }
}

function validateObject(value: Record<string, unknown>, schema: Schema, path: Path): FieldError[] {
  const count = Object.keys(value).length;
  const { properties = {}, additionalProperties, minProperties, maxProperties } = schema;
  return [
    ...(schema.required ?? []).filter((name) => value[name] === undefined).map((name) => required(join(path, name))),
    ...(minProperties !== undefined && count < minProperties
      ? [fails(path, count, `should have at least ${minProperties} properties`)]
      : []),
    ...(maxProperties !== undefined && count > maxProperties
      ? [fails(path, count, `should have at most ${maxProperties} properties`)]
      : []),
    ...Object.entries(value).flatMap(([key, item]) => {
      const property = Object.hasOwn(properties, key)
        ? properties[key]
        : typeof additionalProperties === 'object'
          ? additionalProperties
          : undefined;
      return property && item !== undefined ? validateValue(item, property, join(path, key)) : [];
    }),
  ];
}

function validateLogic(value: unknown, { allOf = [], anyOf = [], oneOf = [], not }: Schema, path: Path): FieldError[] {
  const errorsOf = (schemas: Schema[]): FieldError[][] => schemas.map((schema) => validateValue(value, schema, path));
  const fewest = (results: FieldError[][]): FieldError[] => results.reduce((best, errors) => (errors.length < best.length ? errors : best));
  const group = (why: string): FieldError => invalid(NO_PATH, '', `${quote(path)} must ${why}`);
  const errors: FieldError[] = [];
  const any = errorsOf(anyOf);
  if (any.length && any.every((found) => found.length)) errors.push(group('validate at least one schema (anyOf)'), ...fewest(any));
  const one = errorsOf(oneOf);
  const valid = one.filter((found) => !found.length).length;
  if (one.length && valid !== 1)
    errors.push(
      group(`validate one and only one schema (oneOf). ${valid === 0 ? 'Found none valid' : `Found ${valid} valid alternatives`}`),
      ...(valid === 0 ? fewest(one) : []),
    );
  const all = errorsOf(allOf);
  if (all.some((found) => found.length))
    errors.push(
      ...(all.every((found) => found.length)
        ? [group('validate all the schemas (allOf). None validated')]
        : [group('validate all the schemas (allOf)')]),
      ...all.flat(),
    );
  return not && validateValue(value, not, path).length === 0 ? [...errors, group('not validate the schema (not)')] : errors;
}
