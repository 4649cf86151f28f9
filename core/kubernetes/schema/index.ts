/**
 * The schema of every type that a Kubernetes 1.20 API server serves, and the decoder of request bodies.
 *
 * @example typeOf({ group: '', version: 'v1', kind: 'Pod' })?.fields.get('spec')
 */
export type { FieldSchema, FieldType, GroupVersionKind, Scalar, TypeSchema } from './types.ts';
export { fieldsOf, typeNamed, typeOf } from './lookup.ts';
export { decode, type Decoded } from './decode.ts';
export { sentEmpty } from './empty.ts';
export { compareQuantities, formatQuantity, nanoOf, parseQuantity, type Quantity } from './quantity.ts';
