/** What explain prints of a type, wherever its schema comes from: the built-in table, or a custom resource definition. */
import { fieldsOf, typeOf, type FieldType, type GroupVersionKind } from '../../../core/kubernetes/schema/index.ts';
import { wordsForField, wordsForType } from './words/index.ts';

export type Model =
  | {
      kind: 'object';
      description: string;
      /** Tells types apart, where they may hold themselves. */ id?: unknown;
      fields: () => ReadonlyMap<string, Field>;
    }
  | { kind: 'array' | 'map'; description: string; of: Model }
  | { kind: 'primitive'; description: string; type: 'string' | 'integer' | 'number' | 'boolean' }
  /** Free JSON. */
  | { kind: 'any'; description: string };

export interface Field {
  model: Model;
  required: boolean;
  description: string;
}

/** `<[]Object>` without the brackets, as explain writes a type. */
export function typeName(model: Model): string {
  switch (model.kind) {
    case 'object':
      return 'Object';
    case 'array':
      return `[]${typeName(model.of)}`;
    case 'map':
      return `map[string]${typeName(model.of)}`;
    case 'primitive':
      return model.type;
    case 'any':
      return '';
  }
}

/** The model of a kind that the server has built in, or undefined. */
export function builtInModel(kind: GroupVersionKind): Model | undefined {
  const type = typeOf(kind);
  return type && objectModel(type.name);
}

function objectModel(name: string): Model {
  return {
    kind: 'object',
    id: name,
    description: wordsForType(name),
    fields: () =>
      new Map(
        [...fieldsOf(name).values()].map((field) => {
          const description = wordsForField(name, field.name);
          return [field.name, { model: modelOf(field.type, name), required: field.required, description }];
        }),
      ),
  };
}

const PRIMITIVES: Record<string, 'string' | 'integer' | 'number' | 'boolean'> = {
  string: 'string',
  boolean: 'boolean',
  int32: 'integer',
  int64: 'integer',
  double: 'number',
  quantity: 'string',
  time: 'string',
  microTime: 'string',
  intOrString: 'string',
  bytes: 'string',
};

function modelOf(type: FieldType, owner: string): Model {
  if (type.kind === 'object') return objectModel(type.type);
  if (type.kind === 'array' || type.kind === 'map') return { kind: type.kind, description: '', of: modelOf(type.of, owner) };
  if (type.kind !== 'any') return { kind: 'primitive', description: '', type: PRIMITIVES[type.kind]! };
  // The values in a structural schema may be anything; other free JSON is an object.
  return owner.includes('.apiextensions.')
    ? { kind: 'any', description: '' }
    : { kind: 'map', description: '', of: { kind: 'any', description: '' } };
}

interface JsonSchema {
  type?: string;
  description?: string;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  required?: string[];
}

/** The model of a custom resource: what its definition says, and the fields that every object has. */
export function customModel(schema: JsonSchema | undefined): Model {
  const own = schema ?? {};
  const common = fieldsOfObject();
  return {
    kind: 'object',
    id: own,
    description: own.description ?? '',
    fields: () => sorted(new Map([...propertiesOf(own), ...common])),
  };
}

function fieldsOfObject(): Map<string, Field> {
  const pod = builtInModel({ group: '', version: 'v1', kind: 'Pod' }) as Extract<Model, { kind: 'object' }>;
  return new Map([...pod.fields()].filter(([name]) => ['apiVersion', 'kind', 'metadata'].includes(name)));
}

function fromJsonSchema(schema: JsonSchema): Model {
  const description = schema.description ?? '';
  if (schema.type === 'array') return { kind: 'array', description: '', of: fromJsonSchema(schema.items ?? {}) };
  if (schema.properties) return { kind: 'object', id: schema, description, fields: () => sorted(propertiesOf(schema)) };
  if (schema.type === 'object')
    return {
      kind: 'map',
      description: '',
      of: typeof schema.additionalProperties === 'object' ? fromJsonSchema(schema.additionalProperties) : { kind: 'any', description: '' },
    };
  if (schema.type === 'string' || schema.type === 'integer' || schema.type === 'number' || schema.type === 'boolean')
    return { kind: 'primitive', description: '', type: schema.type };
  return { kind: 'any', description: '' };
}

const propertiesOf = (schema: JsonSchema): Map<string, Field> =>
  new Map(
    Object.entries(schema.properties ?? {}).map(([name, property]) => [
      name,
      { model: fromJsonSchema(property), required: schema.required?.includes(name) ?? false, description: property.description ?? '' },
    ]),
  );

const sorted = (fields: Map<string, Field>): Map<string, Field> => new Map([...fields].sort(([a], [b]) => (a < b ? -1 : 1)));
