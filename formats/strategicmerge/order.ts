/** The order of merged lists: after normalizeElementOrder in k8s.io/apimachinery/pkg/util/strategicpatch. */
import { DIRECTIVE, ERRORS, equalJson, isMap, kindOf, type Json, type JsonMap } from './schema.ts';

/** The one kind of all items. @throws where they differ, or are lists themselves */
export function elementKind(...lists: Json[][]): string {
  let kind: string | undefined;
  for (const item of lists.flat()) {
    const own = kindOf(item);
    if (own === 'slice') throw ERRORS.listOfLists();
    if (kind !== undefined && own !== kind) throw ERRORS.elementTypes(lists.flat());
    kind = own;
  }
  return kind ?? 'nil';
}

/** Where an item (by its merge key, or itself) stands in a list; -1 where it does not. */
export function indexIn(list: Json[], item: Json, mergeKey: string | undefined): number {
  if (!isMap(item)) return list.findIndex((other) => equalJson(other, item));
  if (!mergeKey) return -1;
  return list.findIndex((other) => isMap(other) && Object.hasOwn(other, mergeKey) && equalJson(other[mergeKey], item[mergeKey]));
}

/** Items of `merged` that stand in `present`, and the others. */
export function partition(merged: Json[], present: Json[], mergeKey: string | undefined): { patch: Json[]; serverOnly: Json[] } {
  if (mergeKey) requireKeys(mergeKey, merged, present);
  const patch: Json[] = [];
  const serverOnly: Json[] = [];
  for (const item of merged) (indexIn(present, item, mergeKey) >= 0 ? patch : serverOnly).push(item);
  return { patch, serverOnly };
}

/** Patch items in the patch's order and server-only items in the server's, woven together by the server's order. */
export function weave(patch: Json[], serverOnly: Json[], patchOrder: Json[], serverOrder: Json[], mergeKey: string | undefined): Json[] {
  const left = sortBy(serverOnly, serverOrder, mergeKey);
  const right = sortBy(patch, patchOrder, mergeKey);
  const place = (item: Json): number => indexIn(serverOrder, item, mergeKey);
  const out: Json[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    const l = place(left[i]!);
    const r = place(right[j]!);
    out.push(l >= 0 && r >= 0 && l < r ? left[i++]! : right[j++]!);
  }
  return [...out, ...left.slice(i), ...right.slice(j)];
}

/** Items in the order of `order`; deletions go last. */
export function sortBy(items: Json[], order: Json[], mergeKey: string | undefined): Json[] {
  if (mergeKey && items.some(isMap)) requireKeys(mergeKey, items, order);
  const isDeletion = (item: Json): boolean => isMap(item) && item[DIRECTIVE] === 'delete';
  const kept = items.filter((item) => !isDeletion(item));
  const place = new Map(kept.map((item) => [item, indexIn(order, item, mergeKey)]));
  kept.sort((a, b) => (place.get(a)! < 0 || place.get(b)! < 0 ? 0 : place.get(a)! - place.get(b)!));
  return [...kept, ...items.filter(isDeletion)];
}

function requireKeys(mergeKey: string, ...lists: Json[][]): void {
  for (const item of lists.flat()) {
    if (!isMap(item)) throw ERRORS.argument('map[string]interface {}', item);
    if (!Object.hasOwn(item as JsonMap, mergeKey)) throw ERRORS.noMergeKey(item, mergeKey);
  }
}
