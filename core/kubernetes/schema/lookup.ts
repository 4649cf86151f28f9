import type { FieldSchema, GroupVersionKind, TypeSchema } from './types.ts';

/** The type with that definition name, `io.k8s.api.core.v1.PodSpec`, or undefined. */
export function typeNamed(name: string): TypeSchema | undefined {
  return void name;
}

/** The type of a kind, or undefined where the server does not know it. */
export function typeOf(kind: GroupVersionKind): TypeSchema | undefined {
  return void kind;
}

/** The fields of a definition, by JSON name; empty where it is unknown or free-form. */
export function fieldsOf(name: string): ReadonlyMap<string, FieldSchema> {
  return typeNamed(name)?.fields ?? new Map();
}
