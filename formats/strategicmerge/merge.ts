/** Applying a strategic merge patch: after mergeMap in k8s.io/apimachinery/pkg/util/strategicpatch/patch.go. */
import { elementKind, indexIn, partition, weave } from './order.ts';
import {
  DELETE_FROM_LIST,
  DIRECTIVE,
  ERRORS,
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
  /** Onto an object: parallel lists are carried out and unmatched nulls dropped. Off when a patch is merged into a patch. */
  ontoObject: boolean;
}

/**
 * The document with the patch applied; neither is changed.
 * @throws MergeError
 */
export function applyStrategicMergePatch(document: JsonMap, patch: JsonMap, schema: MergeSchema): JsonMap {
  return mergeMap(copyJson(document), copyJson(patch), schema, { ontoObject: true });
}

/** Merges in place, for a patch that is the caller's own: `original` and `patch` are used up. */
export function mergeMap(original: JsonMap, patch: JsonMap, schema: MergeSchema, options: Options): JsonMap {
  if (Object.hasOwn(patch, DIRECTIVE)) return wholeMap(patch);
  applyRetainKeys(original, patch, options);
  applySetOrder(original, patch, schema, options);
  for (const [key, value] of Object.entries(patch)) mergeKey(original, key, value, schema, options);
  return original;
}

/** `$patch: replace` and `$patch: delete` in a map. */
function wholeMap(patch: JsonMap): JsonMap {
  const directive = patch[DIRECTIVE]!;
  if (directive === 'delete') return {};
  if (directive !== 'replace') throw ERRORS.patchType(directive, patch);
  delete patch[DIRECTIVE];
  return patch;
}

function mergeKey(original: JsonMap, given: string, value: Json, schema: MergeSchema, options: Options): void {
  const isDeletion = given.startsWith(`${DELETE_FROM_LIST}/`);
  if (isDeletion && !options.ontoObject) {
    original[given] = value;
    return;
  }
  const key = isDeletion ? given.slice(DELETE_FROM_LIST.length + 1) : given;
  if (isDeletion && !Array.isArray(value)) throw ERRORS.primitiveList();
  if (value === null) {
    delete original[key];
    if (options.ontoObject) return;
  }
  const current = original[key];
  if (current === undefined || kindOf(current) !== kindOf(value)) {
    if (!isDeletion) original[key] = value;
    return;
  }
  const field = schema.field(key);
  if (isMap(current))
    original[key] =
      strategyOf(field).strategy === 'replace' ? value : mergeMap(current, value as JsonMap, field?.schema ?? UNKNOWN, options);
  else if (Array.isArray(current)) original[key] = mergeList(current, value as Json[], key, field, isDeletion, options);
  else original[key] = value;
}

function mergeList(
  original: Json[],
  patch: Json[],
  name: string,
  field: MergeField | undefined,
  isDeletion: boolean,
  options: Options,
): Json[] {
  if (strategyOf(field).strategy !== 'merge') return isDeletion ? original : patch;
  if (original.length === 0 && patch.length === 0) return original;
  const kind = elementKind(original, patch);
  if (kind !== 'map') {
    if (options.ontoObject && isDeletion) return original.filter((item) => indexIn(patch, item, undefined) < 0);
    return ordered(distinct([...original, ...patch]), patch, original, undefined);
  }
  const key = field!.mergeKey;
  if (!key) throw ERRORS.noKeyDeclared(name);
  const special = takeDirectives(original, patch, key);
  const merged = mergeItems([...special.original], special.patch, key, field!.schema ?? UNKNOWN, options);
  return ordered(merged, special.patch, special.original, key);
}

function ordered(merged: Json[], patch: Json[], original: Json[], key: string | undefined): Json[] {
  const parts = partition(merged, patch, key);
  return weave(parts.patch, parts.serverOnly, patch, original, key);
}

/** Carries out `$patch: delete` and `$patch: replace` items; what is left of both lists. */
function takeDirectives(original: Json[], patch: Json[], key: string): { original: Json[]; patch: Json[] } {
  const rest: Json[] = [];
  let kept = original;
  let replace = false;
  for (const item of patch as JsonMap[]) {
    const directive = item[DIRECTIVE];
    if (directive === undefined) rest.push(item);
    else if (directive === 'delete') {
      if (!Object.hasOwn(item, key)) throw ERRORS.noMergeKey(item, key);
      kept = kept.filter((other) => !equalJson((other as JsonMap)[key], item[key]));
    } else if (directive === 'replace') replace = true;
    else if (directive === 'merge') throw ERRORS.mergeDirective();
    else throw ERRORS.patchType(directive, item);
  }
  return { original: replace ? [] : kept, patch: rest };
}

function mergeItems(original: Json[], patch: Json[], key: string, schema: MergeSchema, options: Options): Json[] {
  for (const item of patch as JsonMap[]) {
    if (!Object.hasOwn(item, key)) throw ERRORS.noMergeKey(item, key);
    const index = indexIn(original, item, key);
    if (index < 0) original.push(item);
    else original[index] = mergeMap(original[index] as JsonMap, item, schema, options);
  }
  return original;
}

function distinct(items: Json[]): Json[] {
  return items.filter((item, i) => indexIn(items, item, undefined) === i);
}

/** `$retainKeys`: fields of the original that it does not name go. */
function applyRetainKeys(original: JsonMap, patch: JsonMap, options: Options): void {
  const retained = patch[RETAIN_KEYS];
  if (retained === undefined) return;
  delete patch[RETAIN_KEYS];
  if (!options.ontoObject) {
    const other = original[RETAIN_KEYS];
    if (other !== undefined && !equalJson(other, retained)) throw ERRORS.retainKeys();
    original[RETAIN_KEYS] = retained;
    return;
  }
  if (!Array.isArray(retained)) throw ERRORS.retainKeys();
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || key.startsWith(DELETE_FROM_LIST) || key.startsWith(SET_ORDER)) continue;
    if (!retained.includes(key)) throw ERRORS.retainKeys();
  }
  for (const key of Object.keys(original)) if (!retained.includes(key)) delete original[key];
}

/** `$setElementOrder/<list>`: merges that list here and puts it in the order given. */
function applySetOrder(original: JsonMap, patch: JsonMap, schema: MergeSchema, options: Options): void {
  for (const directive of Object.keys(patch)) {
    if (!directive.startsWith(`${SET_ORDER}/`)) continue;
    const order = patch[directive]!;
    if (!options.ontoObject) {
      if (original[directive] !== undefined && !equalJson(original[directive], order)) throw ERRORS.setOrder();
      original[directive] = order;
    }
    delete patch[directive];
    if (!Array.isArray(order)) throw ERRORS.argument('[]interface {}', order);
    const name = directive.slice(SET_ORDER.length + 1);
    const current = listAt(original, name);
    const change = listAt(patch, name);
    const field = schema.field(name);
    checkAgainstOrder(change, order, field?.mergeKey);
    if (!current && !change) continue;
    const merged = current && change ? mergeList(current, change, name, field, false, options) : (current ?? change)!;
    const parts = partition(merged, order, field?.mergeKey);
    original[name] = weave(parts.patch, parts.serverOnly, order, current ?? [], field?.mergeKey);
    delete patch[name];
  }
}

function listAt(map: JsonMap, name: string): Json[] | undefined {
  const value = map[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw ERRORS.argument('[]interface {}', value);
  return value;
}

/** Every item that the patch keeps or adds stands in the order, in that order. */
function checkAgainstOrder(patch: Json[] | undefined, order: Json[], key: string | undefined): void {
  if (!patch || patch.length === 0) return;
  const kept = patch.filter((item) => !isMap(item) || item[DIRECTIVE] === undefined);
  let next = 0;
  for (const item of kept) {
    while (next < order.length && indexIn([order[next]!], item, key) < 0) next++;
    if (next++ >= order.length)
      throw new Error(`The order in patch list:\n${JSON.stringify(patch)}\n doesn't match ${SET_ORDER} list:\n${JSON.stringify(order)}\n`);
  }
}
