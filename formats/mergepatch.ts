/** JSON merge patches (RFC 7386), as evanphx/json-patch applies and makes them. */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const isMap = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The document with the patch applied; neither is changed. Nulls inside lists are dropped from objects alone. */
export function applyMergePatch(document: Json, patch: Json): Json {
  if (!isMap(patch)) return prune(patch);
  const out: { [key: string]: Json } = isMap(document) ? { ...document } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete out[key];
    else out[key] = isMap(value) && isMap(out[key]) ? applyMergePatch(out[key]!, value) : prune(value);
  }
  return out;
}

/** What is taken over whole, without the nulls of its objects. */
function prune(value: Json): Json {
  if (Array.isArray(value)) return value.map(prune);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== null)
      .map(([k, v]) => [k, prune(v)]),
  );
}

/** The patch that makes `modified` of `original`. */
export function createMergePatch(original: Json, modified: Json): Json {
  if (!isMap(original) || !isMap(modified)) return modified;
  const patch: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(modified)) {
    const before = original[key];
    if (isMap(before) && isMap(value)) {
      const inner = createMergePatch(before, value) as { [key: string]: Json };
      if (Object.keys(inner).length) patch[key] = inner;
    } else if (!same(before, value)) patch[key] = value;
  }
  for (const key of Object.keys(original)) if (!Object.hasOwn(modified, key)) patch[key] = null;
  return patch;
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}
