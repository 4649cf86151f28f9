/** An answer as the JSON that travels: Go's order of fields, and items of built-in lists without their kind, which the list gives. */
import { OBJECT_META_ORDER, type JsonObject } from '../object.ts';

/** metav1.TypeMeta and ObjectMeta, in the order of their Go structs; what else an object has follows as it is. */
const OBJECT = ['kind', 'apiVersion', 'metadata', 'spec', 'status'];

/** @example wireText({ apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'a', name: 'b' } }) // {"kind":"Pod","apiVersion":"v1","metadata":{"name":"b","namespace":"a"}} */
export function wireText(body: JsonObject): string {
  return JSON.stringify(Array.isArray(body.items) ? wireList(body, body.items as JsonObject[]) : wireObject(body));
}

function wireList(list: JsonObject, items: JsonObject[]): JsonObject {
  const ordered = inOrder(list, OBJECT);
  // Custom resources have no Go type: they travel as they are, kind and all.
  const isBuiltIn = items.every(({ apiVersion }) => typeof apiVersion === 'string' && isBuiltInGroup(apiVersion));
  return { ...ordered, items: isBuiltIn ? items.map(({ kind: _kind, apiVersion: _version, ...item }) => wireObject(item)) : items };
}

const isBuiltInGroup = (apiVersion: string): boolean => {
  const [group] = apiVersion.split('/') as [string];
  return !apiVersion.includes('/') || !group.includes('.') || group.endsWith('.k8s.io');
};

function wireObject(object: JsonObject): JsonObject {
  const out = inOrder(object, OBJECT);
  const { metadata } = out;
  if (typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata)) out.metadata = inOrder(metadata, OBJECT_META_ORDER);
  return out;
}

/** The named fields first; the others after them, before nothing. */
function inOrder(object: JsonObject, names: readonly string[]): JsonObject {
  const out: JsonObject = {};
  for (const name of names) if (object[name] !== undefined) out[name] = object[name]!;
  for (const name in object) if (!(name in out)) out[name] = object[name]!;
  return out;
}
