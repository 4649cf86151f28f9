/**
 * Structural schemas: every value has a type, and logic only narrows what the types say.
 * After k8s.io/apiextensions-apiserver/pkg/apiserver/schema.
 */
import { at, child, forbidden, invalid, notSupported, required, type FieldError, type Path } from '../../field.ts';
import type { Schema } from './types.ts';

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const LOGIC = ['allOf', 'anyOf', 'oneOf'] as const;
/** What a schema inside allOf, anyOf, oneOf and not may not say. */
const STRUCTURE = [
  'type',
  'title',
  'description',
  'default',
  'nullable',
  'additionalProperties',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-int-or-string',
];

type Level = 'root' | 'field' | 'item';
const UNTYPED: Record<Level, string> = {
  root: 'must not be empty at the root',
  field: 'must not be empty for specified object fields',
  item: 'must not be empty for specified array items',
};

export function validateStructural(schema: Schema, path: Path, level: Level = 'root'): FieldError[] {
  const { type = '', properties, additionalProperties, items } = schema;
  const isIntOrString = schema['x-kubernetes-int-or-string'] === true;
  const preserves = schema['x-kubernetes-preserve-unknown-fields'];
  const errors: FieldError[] = [];
  if (!type && !isIntOrString && !(preserves && level !== 'root')) errors.push(required(child(path, 'type'), UNTYPED[level]));
  else if (type && !TYPES.includes(type)) errors.push(notSupported(child(path, 'type'), type, TYPES));
  else if (level === 'root' && type && type !== 'object') errors.push(invalid(child(path, 'type'), type, 'must be object at the root'));
  if (isIntOrString && type) errors.push(invalid(child(path, 'type'), type, 'must be empty if x-kubernetes-int-or-string is true'));
  if (preserves === false) errors.push(invalid(child(path, 'x-kubernetes-preserve-unknown-fields'), false, 'must be true or undefined'));
  if (schema['x-kubernetes-embedded-resource'] && type !== 'object')
    errors.push(
      type
        ? invalid(child(path, 'type'), type, 'must be object if x-kubernetes-embedded-resource is true')
        : required(child(path, 'type'), 'must be object if x-kubernetes-embedded-resource is true'),
    );
  if (type === 'array' && !items) errors.push(required(child(path, 'items'), 'must be specified'));
  if (properties && additionalProperties)
    errors.push(forbidden(child(path, 'additionalProperties'), 'additionalProperties and properties are mutual exclusive'));
  if (additionalProperties === false) errors.push(forbidden(child(path, 'additionalProperties'), 'must not be false'));
  if (level === 'root' && additionalProperties) errors.push(forbidden(child(path, 'additionalProperties'), 'must not be used at the root'));
  for (const [name, property] of Object.entries(properties ?? {}))
    errors.push(...validateStructural(property, at(child(path, 'properties'), name), 'field'));
  if (items && !Array.isArray(items)) errors.push(...validateStructural(items, child(path, 'items'), 'item'));
  if (additionalProperties && typeof additionalProperties === 'object')
    errors.push(...validateStructural(additionalProperties, child(path, 'additionalProperties'), 'field'));
  for (const logic of LOGIC)
    (schema[logic] ?? []).forEach((part, i) => errors.push(...validateLogic(part, at(child(path, logic), i), isIntOrString)));
  return schema.not ? [...errors, ...validateLogic(schema.not, child(path, 'not'), false)] : errors;
}

function validateLogic(schema: Schema, path: Path, isIntOrString: boolean): FieldError[] {
  const errors = STRUCTURE.filter(
    (field) => schema[field] !== undefined && schema[field] !== '' && !(field === 'type' && isIntOrString),
  ).map((field) => forbidden(child(path, field), 'must be empty to be structural'));
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    errors.push(...validateLogic(property, at(child(path, 'properties'), name), false));
  if (schema.items) errors.push(...validateLogic(schema.items, child(path, 'items'), false));
  for (const logic of LOGIC)
    (schema[logic] ?? []).forEach((part, i) => errors.push(...validateLogic(part, at(child(path, logic), i), isIntOrString)));
  return schema.not ? [...errors, ...validateLogic(schema.not, child(path, 'not'), false)] : errors;
}
