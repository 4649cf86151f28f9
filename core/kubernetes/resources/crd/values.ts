/** Pruning and defaulting of custom resources by their structural schema: what is done to them before they are validated. */
import { copy } from '../../object.ts';
import type { Schema } from './types.ts';

type Fields = Record<string, any>;
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Every object has these, whatever its schema says. */
const OBJECT_FIELDS = ['apiVersion', 'kind', 'metadata'];

/** Takes away fields that the schema does not name. Changes the value. */
export function prune(value: unknown, schema: Schema, isResource = false): void {
  if (Array.isArray(value)) {
    if (schema.items) for (const item of value) prune(item, schema.items);
    return;
  }
  if (!isObject(value)) return;
  const preserves = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const whole = isResource || schema['x-kubernetes-embedded-resource'] === true;
  for (const key of Object.keys(value)) {
    if (whole && OBJECT_FIELDS.includes(key)) continue;
    const property = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
    if (property) prune(value[key], property);
    else if (isObject(schema.additionalProperties)) prune(value[key], schema.additionalProperties as Schema);
    else if (schema.additionalProperties !== true && !preserves) delete value[key];
  }
}

/** Fills in the schema's defaults; a null where none may be gives way to the default. Changes the value. */
export function applyDefaults(value: unknown, schema: Schema): void {
  if (Array.isArray(value)) {
    if (schema.items) for (const item of value) applyDefaults(item, schema.items);
    return;
  }
  if (!isObject(value)) return;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (property.default !== undefined && (value[name] === undefined || (value[name] === null && !property.nullable)))
      value[name] = copy(property.default);
    if (value[name] !== undefined) applyDefaults(value[name], property);
  }
  if (isObject(schema.additionalProperties)) {
    for (const key of Object.keys(value)) if (!schema.properties?.[key]) applyDefaults(value[key], schema.additionalProperties as Schema);
  }
}
