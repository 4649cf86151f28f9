import type { StoreChange, StoreEntry } from '../core/store.ts';

/** How many changes a part remembers for watches. */
const REMEMBERED = 2000;

/** One part of the store in memory: its entries by key, the keys in order, and its recent changes. */
export interface Part {
  /** Undefined for a key that is known to be absent, while there is a base. */
  entries: Map<string, StoreEntry | undefined>;
  /** All keys, in code-unit order; only once there is no base. */
  keys: string[];
  /** Recent changes, oldest first: all of them after revision `floor`. */
  changes: StoreChange[];
  floor: number;
  /** What was listed last, while nothing is written. */
  listed?: { prefix: string; entries: readonly StoreEntry[] };
  /** Entries that are still on the disk alone. What `entries` says of a key is newer. */
  base?: PartBase;
}

/** The entries of a part as they stand in a file, to be looked up one by one or taken over whole. */
export interface PartBase {
  find(key: string): StoreEntry | undefined;
  /** In the order of their keys. The file is not needed after it. */
  all(): readonly StoreEntry[];
  close(): void;
}

export function emptyPart(floor = 0): Part {
  return { entries: new Map(), keys: [], changes: [], floor };
}

export function partFrom(entries: readonly StoreEntry[], floor: number): Part {
  const part = emptyPart(floor);
  for (const entry of entries) part.entries.set(entry.key, entry);
  part.keys = sorted([...part.entries.keys()]);
  return part;
}

/** An entry that was handed out once is handed out again as the same object: what is remembered about it goes by that. */
export function entryAt(part: Part, key: string): StoreEntry | undefined {
  const known = part.entries.get(key);
  if (known || !part.base || part.entries.has(key)) return known;
  const found = part.base.find(key);
  part.entries.set(key, found);
  return found;
}

/** What stands at a key now, to be looked up only when it is asked for. */
export function laterAt(part: Part, key: string): () => StoreEntry | undefined {
  const { base } = part;
  const known = part.entries.get(key);
  if (!base || part.entries.has(key)) return () => known;
  let found: { entry: StoreEntry | undefined } | undefined;
  return () => (found ??= { entry: base.find(key) }).entry;
}

/** Makes one change and remembers it. */
export function applyChange(part: Part, change: StoreChange): void {
  place(part, change.key, change.entry);
  part.changes.push(change);
  if (part.changes.length > 2 * REMEMBERED) {
    part.floor = part.changes[REMEMBERED - 1]!.revision;
    part.changes.splice(0, REMEMBERED);
  }
}

/** Takes the newest change back. */
export function revertChange(part: Part, change: StoreChange): void {
  place(part, change.key, change.before);
  if (part.changes.at(-1) === change) part.changes.pop();
}

/** The entries whose key starts with `prefix`, in order. */
export function entriesUnder(part: Part, prefix: string): readonly StoreEntry[] {
  takeOver(part);
  if (part.listed?.prefix === prefix) return part.listed.entries;
  const found: StoreEntry[] = [];
  for (let i = firstAtLeast(part.keys, prefix); i < part.keys.length; i++) {
    const key = part.keys[i]!;
    if (!key.startsWith(prefix)) break;
    found.push(part.entries.get(key)!);
  }
  part.listed = { prefix, entries: found };
  return found;
}

export function countUnder(part: Part, prefix: string): number {
  takeOver(part);
  const first = firstAtLeast(part.keys, prefix);
  if (first === part.keys.length || !part.keys[first]!.startsWith(prefix)) return 0;
  // The last code unit is above every character of a key, so this is the end of the prefix's range.
  return firstAtLeast(part.keys, `${prefix}\uffff`) - first;
}

/** The changes after `since` under `prefix`; undefined where they are no longer remembered. */
export function changesUnder(part: Part, prefix: string, since: number): StoreChange[] | undefined {
  if (since < part.floor) return undefined;
  let from = part.changes.length;
  while (from > 0 && part.changes[from - 1]!.revision > since) from--;
  return part.changes.slice(from).filter((change) => change.key.startsWith(prefix));
}

/** Takes over all that is in the base. */
function takeOver(part: Part): void {
  const { base, entries: newer } = part;
  if (!base) return;
  const entries = new Map<string, StoreEntry>();
  for (const entry of base.all()) entries.set(entry.key, entry);
  for (const [key, entry] of newer) {
    if (entry) entries.set(key, entry);
    else entries.delete(key);
  }
  part.entries = entries;
  part.keys = sorted([...entries.keys()]);
  part.base = undefined;
}

function place(part: Part, key: string, entry: StoreEntry | undefined): void {
  part.listed = undefined;
  if (part.base) {
    part.entries.set(key, entry);
  } else if (entry) {
    if (!part.entries.has(key)) insertKey(part.keys, key);
    part.entries.set(key, entry);
  } else if (part.entries.delete(key)) {
    part.keys.splice(firstAtLeast(part.keys, key), 1);
  }
}

function insertKey(keys: string[], key: string): void {
  if (keys.length === 0 || keys[keys.length - 1]! < key) keys.push(key);
  else keys.splice(firstAtLeast(keys, key), 0, key);
}

function firstAtLeast(keys: string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const sorted = (keys: string[]) => (keys.every((key, i) => i === 0 || keys[i - 1]! < key) ? keys : keys.sort(byCodeUnit));
