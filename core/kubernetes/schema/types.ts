/**
 * What is known of a type: OpenAPI's part (fields, required, patch strategies, kinds) and Go's part (pointers, omitempty, Go names).
 */
export interface GroupVersionKind {
  /** '' for core. */
  group: string;
  version: string;
  kind: string;
}

/** Field types that hold no other type. `any` is free JSON (RawExtension, FieldsV1, JSONSchemaProps' values). */
export type Scalar =
  'string' | 'boolean' | 'int32' | 'int64' | 'double' | 'quantity' | 'time' | 'microTime' | 'intOrString' | 'bytes' | 'any';

export type FieldType =
  | { kind: Scalar }
  /** `type` is a definition's name, for `typeNamed`. */
  | { kind: 'object'; type: string }
  | { kind: 'array'; of: FieldType }
  | { kind: 'map'; of: FieldType };

export interface FieldSchema {
  /** The JSON name. */
  name: string;
  type: FieldType;
  required: boolean;
  /** The place among the required fields of the type, as OpenAPI lists them. */
  requiredOrder: number;
  /** Go holds it by pointer: a zero value that was sent is kept. */
  pointer: boolean;
  /** Go's tag has no omitempty: a zero value is always written (`""`, `0`, `null` for a list or map). */
  kept: boolean;
  /** `merge`, `replace`, `retainKeys`. */
  patchStrategies: readonly string[];
  mergeKey?: string;
  /** `atomic`, `set`, `map`. */
  listType?: string;
  listMapKeys?: readonly string[];
  /** The field's name in Go; for a field of an embedded struct with that struct's before it: `VolumeSource: HostPath`. */
  goName: string;
  /** The Go type of a list's items as messages print it, `v1.Container`, where the field is a list. */
  goItem?: string;
}

export interface TypeSchema {
  /** The OpenAPI definition's name, `io.k8s.api.core.v1.Pod`. */
  name: string;
  /** As Go prints the type: `v1.Pod`. */
  goName: string;
  /** By JSON name, in alphabetical order. Empty where the type is free-form. */
  fields: ReadonlyMap<string, FieldSchema>;
  kinds: readonly GroupVersionKind[];
}
