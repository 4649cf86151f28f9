import type { Store, StoreChange, StoreEntry } from '../core/store.ts';
import { applyChange, changesUnder, countUnder, emptyPart, entriesUnder, entryAt, partFrom, revertChange, type Part } from './part.ts';
import { partHolds, partOf } from './parts.ts';

/**
 * A store whose writes are kept or taken back together: the host runs one request, then either commits or rolls back.
 * After a rollback the same revisions are given out again: what is remembered about an entry goes by the entry itself, never by its revision.
 */
export interface MemoryStore extends Store {
  /** The writes since the last commit or rollback, oldest first. */
  readonly pending: readonly StoreChange[];
  /** Keeps the pending writes and returns them. */
  commit(): StoreChange[];
  /** Takes the pending writes back. */
  rollback(): void;
  snapshot(): StoreSnapshot;
  /** Puts everything back as it was; revision included, and with the past forgotten. */
  restore(snapshot: StoreSnapshot): void;
}

export interface StoreSnapshot {
  revision: number;
  entries: readonly StoreEntry[];
}

/** Where a store finds what it does not hold yet. */
export interface PartSource {
  /** Names of the parts that exist. */
  names(): Iterable<string>;
  load(name: string): Part | undefined;
}

/** What the file store needs besides: to follow the writes of other processes. */
export interface FollowingStore extends MemoryStore {
  /** A part, if it is loaded. */
  loaded(name: string): Part | undefined;
  /** A part, loaded now if it was not. */
  part(name: string): Part;
  /** Goes on to the revision of the last write that was made elsewhere. */
  reach(revision: number): void;
  /** Forgets all parts; they are loaded anew when they are asked for. */
  forget(revision: number): void;
}

/** @example const store = memoryStore(); store.put('/azure/x', 1); store.commit(); */
export function memoryStore(): MemoryStore {
  return storeOver({ names: () => [], load: () => undefined });
}

/** A store in memory over parts that are loaded when they are first asked for. */
export function storeOver(source: PartSource): FollowingStore {
  let revision = 0;
  let parts = new Map<string, Part>();
  let pending: StoreChange[] = [];
  let base = 0;
  /** Nothing up to this revision is remembered. */
  let forgotten = 0;

  /** The part of that name, loaded; made when it does not exist. */
  function part(name: string): Part {
    let found = parts.get(name);
    if (!found) {
      found = source.load(name) ?? emptyPart(forgotten);
      parts.set(name, found);
    }
    return found;
  }

  function partsUnder(prefix: string): Part[] {
    const single = partOf(prefix);
    if (prefix.startsWith(`${single}/`)) return [part(single)];
    const names = new Set([...source.names(), ...parts.keys()]);
    return [...names]
      .filter((name) => partHolds(name, prefix))
      .sort(byFirstKey)
      .map(part);
  }

  function write(key: string, entry: StoreEntry | undefined, before: StoreEntry | undefined): number {
    const change: StoreChange = { revision: ++revision, key };
    if (entry) change.entry = entry;
    if (before) change.before = before;
    applyChange(part(partOf(key)), change);
    pending.push(change);
    return revision;
  }

  const get = (key: string) => entryAt(part(partOf(key)), key);

  return {
    get revision() {
      return revision;
    },
    get pending() {
      return pending;
    },
    get,
    list(prefix) {
      const found = partsUnder(prefix).map((one) => entriesUnder(one, prefix));
      return found.length === 1 ? found[0]! : inOrder(found.flat());
    },
    count: (prefix) => partsUnder(prefix).reduce((sum, one) => sum + countUnder(one, prefix), 0),
    put(key, value) {
      const before = get(key);
      return write(key, { key, value, revision: revision + 1, created: before?.created ?? revision + 1 }, before);
    },
    delete(key) {
      const before = get(key);
      return before && write(key, undefined, before);
    },
    changes(prefix, since) {
      const found: StoreChange[] = [];
      for (const one of partsUnder(prefix)) {
        const changes = changesUnder(one, prefix, since);
        if (!changes) return undefined;
        found.push(...changes);
      }
      return found.sort((a, b) => a.revision - b.revision);
    },
    commit() {
      const kept = pending;
      pending = [];
      base = revision;
      return kept;
    },
    rollback() {
      for (const change of pending.toReversed()) revertChange(part(partOf(change.key)), change);
      pending = [];
      revision = base;
    },
    snapshot() {
      return { revision, entries: inOrder(partsUnder('').flatMap((one) => entriesUnder(one, ''))) };
    },
    restore(snapshot) {
      const grouped = new Map<string, StoreEntry[]>([...parts.keys()].map((name) => [name, []]));
      for (const entry of snapshot.entries) {
        const name = partOf(entry.key);
        const group = grouped.get(name);
        if (group) group.push(entry);
        else grouped.set(name, [entry]);
      }
      parts = new Map([...grouped].map(([name, entries]) => [name, partFrom(entries, snapshot.revision)]));
      pending = [];
      base = revision = forgotten = snapshot.revision;
    },
    loaded: (name) => parts.get(name),
    part,
    reach: (at) => void (base = revision = at),
    forget(at) {
      for (const { base } of parts.values()) base?.close();
      parts = new Map();
      pending = [];
      base = revision = forgotten = at;
    },
  };
}

/** Parts are disjoint ranges of keys, except for keys as short as a part's name: then sorting mends the order. */
function inOrder(entries: StoreEntry[]): readonly StoreEntry[] {
  const sorted = entries.every((entry, i) => i === 0 || entries[i - 1]!.key < entry.key);
  return sorted ? entries : entries.sort((a, b) => (a.key < b.key ? -1 : 1));
}

const byFirstKey = (a: string, b: string) => (`${a}/` < `${b}/` ? -1 : 1);
