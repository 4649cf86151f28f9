/** Three-way JSON merge patch, for kinds without a schema: after k8s.io/apimachinery/pkg/util/jsonmergepatch. */
import { createMergePatch } from '../../../../formats/mergepatch.ts';
import type { Json, JsonMap } from '../../../../formats/strategicmerge/index.ts';

/** Deletions come from what was applied before, additions and changes from what is there now. */
export function threeWayJsonMergePatch(original: JsonMap, modified: JsonMap, current: JsonMap): JsonMap {
  const changes = keep(createMergePatch(current, modified), false);
  const deletions = keep(createMergePatch(original, modified), true);
  return merge(deletions, changes);
}

/** The part of a patch that deletes, or the part that does not. */
function keep(patch: Json, deletions: boolean): JsonMap {
  const out: JsonMap = {};
  for (const [key, value] of Object.entries(patch as JsonMap)) {
    if (value === null) {
      if (deletions) out[key] = null;
    } else if (isMap(value)) {
      const inner = keep(value, deletions);
      if (Object.keys(inner).length || (!deletions && !Object.keys(value).length)) out[key] = inner;
    } else if (!deletions) out[key] = value;
  }
  return out;
}

function merge(a: JsonMap, b: JsonMap): JsonMap {
  const out = { ...a };
  for (const [key, value] of Object.entries(b)) out[key] = isMap(out[key]) && isMap(value) ? merge(out[key] as JsonMap, value) : value;
  return out;
}

const isMap = (value: Json | undefined): value is JsonMap => typeof value === 'object' && value !== null && !Array.isArray(value);
