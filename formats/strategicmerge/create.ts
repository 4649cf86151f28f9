/** Making strategic merge patches: after diffMaps, CreateTwoWayMergePatch and CreateThreeWayMergePatch of strategicpatch/patch.go. */
import { mergeMap } from './merge.ts';
import { elementKind, indexIn, sortBy } from './order.ts';
import {
  DELETE_FROM_LIST,
  DIRECTIVE,
  RETAIN_KEYS,
  SET_ORDER,
  UNKNOWN,
  copyJson,
  equalJson,
  isMap,
  kindOf,
  strategyOf,
  type Json,
  type JsonMap,
  type MergeField,
  type MergeSchema,
} from './schema.ts';

interface Options {
  ignoreDeletions?: boolean;
  ignoreChangesAndAdditions?: boolean;
  retainKeys?: boolean;
}

/** The patch that makes `modified` of `original`. */
export function createTwoWayMergePatch(original: JsonMap, modified: JsonMap, schema: MergeSchema): JsonMap {
  return copyJson(diffMaps(original, modified, schema, {}));
}

/**
 * kubectl apply's patch: changes and additions from `current` to `modified`, deletions from `original` (the last applied) to `modified`.
 * Fields that others set stay.
 */
export function createThreeWayMergePatch(original: JsonMap, modified: JsonMap, current: JsonMap, schema: MergeSchema): JsonMap {
  const delta = copyJson(diffMaps(current, modified, schema, { ignoreDeletions: true }));
  const deletions = copyJson(diffMaps(original, modified, schema, { ignoreChangesAndAdditions: true }));
  return mergeMap(deletions, delta, schema, { ontoObject: false });
}

function diffMaps(original: JsonMap, modified: JsonMap, schema: MergeSchema, options: Options): JsonMap {
  const patch: JsonMap = {};
  const { retainKeys, ...inner } = options;
  for (const [key, value] of Object.entries(modified)) diffKey(key, original[key], value, patch, schema, inner);
  if (!options.ignoreDeletions) {
    for (const key of Object.keys(original)) if (!Object.hasOwn(modified, key)) patch[key] = null;
  }
  const retained = Object.keys(modified).filter((key) => modified[key] !== null);
  const hasMore = Object.entries(original).some(([key, value]) => value !== null && !Object.hasOwn(modified, key));
  if (retainKeys && retained.length && (Object.keys(patch).length || hasMore)) patch[RETAIN_KEYS] = retained.sort();
  return patch;
}

function diffKey(key: string, original: Json | undefined, modified: Json, patch: JsonMap, schema: MergeSchema, options: Options): void {
  const changed = (): void => {
    if (!options.ignoreChangesAndAdditions) patch[key] = modified;
  };
  if (original === undefined || kindOf(original) !== kindOf(modified)) return changed();
  const field = schema.field(key);
  const { strategy, retainKeys } = strategyOf(field);
  if (isMap(modified)) {
    if (strategy === 'replace') return equalJson(original, modified) ? undefined : changed();
    const inner = diffMaps(original as JsonMap, modified, field?.schema ?? UNKNOWN, { ...options, retainKeys });
    if (Object.keys(inner).length) patch[key] = inner;
  } else if (Array.isArray(modified) && strategy === 'merge') {
    const { list, deletions, order } = diffLists(original as Json[], modified, field!, { ...options, retainKeys });
    if (list.length) patch[key] = list;
    if (deletions.length) patch[`${DELETE_FROM_LIST}/${key}`] = deletions;
    if (order.length) patch[`${SET_ORDER}/${key}`] = order;
  } else if (!equalJson(original, modified)) changed();
}

interface ListDiff {
  list: Json[];
  deletions: Json[];
  order: Json[];
}

function diffLists(original: Json[], modified: Json[], field: MergeField, options: Options): ListDiff {
  const nothing: ListDiff = { list: [], deletions: [], order: [] };
  if (original.length === 0) return options.ignoreChangesAndAdditions ? nothing : { ...nothing, list: modified };
  return elementKind(original, modified) === 'map'
    ? diffObjectLists(original as JsonMap[], modified as JsonMap[], field, options)
    : diffScalarLists(original, modified, options);
}

function diffScalarLists(original: Json[], modified: Json[], options: Options): ListDiff {
  const list = options.ignoreChangesAndAdditions ? [] : modified.filter((item) => indexIn(original, item, undefined) < 0);
  const deletions = options.ignoreDeletions ? [] : original.filter((item) => indexIn(modified, item, undefined) < 0).sort(byText);
  const isOrdered = deletions.length > 0 || (!options.ignoreChangesAndAdditions && !equalJson(original, modified));
  return { list, deletions, order: isOrdered ? modified : [] };
}

function diffObjectLists(original: JsonMap[], modified: JsonMap[], field: MergeField, options: Options): ListDiff {
  const key = field.mergeKey!;
  const changes: Json[] = [];
  for (const item of modified) {
    const at = indexIn(original, item, key);
    if (at < 0) {
      if (!options.ignoreChangesAndAdditions) changes.push(item);
      continue;
    }
    const inner = diffMaps(original[at]!, item, field.schema ?? UNKNOWN, options);
    if (Object.keys(inner).length) changes.push({ ...inner, [key]: item[key]! });
  }
  const removed = options.ignoreDeletions ? [] : original.filter((item) => indexIn(modified, item, key) < 0);
  const deletions = removed.map((item) => ({ [DIRECTIVE]: 'delete', [key]: item[key]! })).sort((a, b) => byText(a[key]!, b[key]!));
  const list = [...sortBy(changes, modified, key), ...deletions];
  const isOrdered =
    (!options.ignoreChangesAndAdditions && (list.length > 0 || !sameOrder(original, modified, key))) ||
    (!options.ignoreDeletions && list.length > 0);
  return { list, deletions: [], order: isOrdered ? modified.map((item) => ({ [key]: item[key]! })) : [] };
}

const sameOrder = (a: JsonMap[], b: JsonMap[], key: string): boolean =>
  a.length === b.length && a.every((item, i) => equalJson(item[key], b[i]![key]));

const byText = (a: Json, b: Json): number => (String(a) < String(b) ? -1 : 1);
