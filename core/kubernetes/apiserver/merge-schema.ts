/** The schema's patch strategies, as strategic merge wants them. kubectl's local patches use it too. */
import type { MergeField, MergeSchema } from '../../../formats/strategicmerge/index.ts';
import { typeNamed, typeOf, type FieldSchema, type FieldType, type GroupVersionKind } from '../schema/index.ts';

/** Undefined for a kind that has no schema. */
export function mergeSchemaOf(kind: GroupVersionKind): MergeSchema | undefined {
  const type = typeOf(kind);
  return type && schemaNamed(type.name);
}

const known = new Map<string, MergeSchema>();

function schemaNamed(name: string): MergeSchema {
  let schema = known.get(name);
  if (!schema) {
    const fields = new Map<string, MergeField>();
    for (const field of typeNamed(name)?.fields.values() ?? []) fields.set(field.name, mergeField(field));
    schema = { field: (wanted) => fields.get(wanted) };
    known.set(name, schema);
  }
  return schema;
}

function mergeField(field: FieldSchema): MergeField {
  return {
    strategies: field.patchStrategies,
    mergeKey: field.mergeKey,
    get schema() {
      return innerSchema(field.type);
    },
  };
}

function innerSchema(type: FieldType): MergeSchema | undefined {
  if (type.kind === 'object') return schemaNamed(type.type);
  if (type.kind === 'array') return innerSchema(type.of);
  if (type.kind !== 'map') return undefined;
  const values: MergeField = { strategies: [], schema: innerSchema(type.of) };
  return { field: () => values };
}
