import type { Store, StoreChange } from '../core/store.ts';
import { readRange, realDisk, syncFolder, writeAll, type Disk } from './disk.ts';
import { StaleView, readError, stateErrors, writeError } from './errors.ts';
import { fold } from './fold.ts';
import { journalText, laterEntry, scanJournal, type JournalLine } from './journal.ts';
import { SCHEMA } from './json-file.ts';
import { acquireLock, lockState } from './lock.ts';
import { journalPath, manifestPath, readManifest, writeManifest, type Manifest } from './manifest.ts';
import { storeOver } from './memory-store.ts';
import { loadPart, partPath } from './part-file.ts';
import { applyChange, emptyPart, laterAt, type Part } from './part.ts';
import { partOf } from './parts.ts';

/**
 * A store in a folder, which many processes share. It reads what is asked for, lazily and synchronously, as of the last `refresh`;
 * it writes in transactions.
 */
export interface FileStore extends Store {
  readonly folder: string;
  /** Writes made outside a transaction. They can only be taken back. */
  readonly pending: readonly StoreChange[];
  rollback(): void;
  /** Takes over what other processes have written. */
  refresh(): void;
  /** Runs `action` alone, on the newest state, and writes to the journal what it put and deleted; nothing where it throws. */
  transaction<T>(action: () => T): Promise<T>;
  /** Resolves when everything up to that revision that this process wrote is on the disk. Many may wait for one fsync. */
  durable(revision: number): Promise<void>;
  /** Calls back when another process may have written; returns what ends it. */
  watch(onChange: () => void): () => void;
  close(): void;
}

export interface FileStoreOptions {
  folder: string;
  disk?: Disk;
  /** Bytes at which the journal is folded into the parts. */
  foldAt?: number;
  /** Bytes at which a part's file is searched for the entries that are asked for, and not read. */
  searchAt?: number;
}

const FOLD_AT = 256 * 1024;
const SEARCH_AT = 32 * 1024;
/** How often a waiting process looks for the writes of others, in milliseconds. */
const LOOK_EVERY = 50;
/** The manifest of a home where nothing was written yet. */
const EMPTY: Manifest = { schema: SCHEMA, journal: 1, revision: 0, parts: {} };

/** @example const store = openFileStore({ folder: '/home/me/.akslab/state' }); await store.transaction(() => store.put('/azure/x', 1)); */
export function openFileStore({ folder, disk = realDisk, foldAt = FOLD_AT, searchAt = SEARCH_AT }: FileStoreOptions): FileStore {
  const lockPath = `${folder}/lock`;
  let manifest = EMPTY;
  /** The manifest's file as it was when it was read; undefined before the first time. */
  let signature: string | undefined;
  /** How far the journal has been read, in bytes and in lines. */
  let offset = 0;
  let lineCount = 0;
  /** Lines of the journal by part, for the parts that are not loaded yet. */
  let unread = new Map<string, JournalLine[]>();
  /** The journal, open for writing. */
  let journal: { file: number; number: number } | undefined;
  let synced = 0;
  let syncing: Promise<void> | undefined;

  const store = storeOver({
    names: () => new Set([...Object.keys(manifest.parts), ...unread.keys()]),
    load(name) {
      const lines = unread.get(name);
      if (!manifest.parts[name] && !lines) return undefined;
      const part = manifest.parts[name] ? loadFolded(name) : emptyPart();
      for (const line of lines ?? []) applyLine(part, line);
      unread.delete(name);
      return part;
    },
  });

  function loadFolded(name: string): Part {
    try {
      return loadPart(disk, { name, path: partPath(folder, name), ...manifest.parts[name]! }, { searchAt, newest: store.revision });
    } catch (error) {
      // Files that do not fit together may have been replaced since the manifest was read.
      if (signatureNow() !== signature) throw new StaleView();
      throw error;
    }
  }

  function applyLine(part: Part, line: JournalLine) {
    const { key, revision } = line;
    if (revision <= part.floor) return;
    const entry = laterEntry(journalPath(folder, manifest.journal), line);
    const before = laterAt(part, key);
    applyChange(part, {
      revision,
      key,
      ...(entry && { entry }),
      get before() {
        return before();
      },
    });
  }

  function signatureNow(): string {
    const found = disk.statSync(manifestPath(folder), { throwIfNoEntry: false });
    return found ? `${found.ino} ${found.mtimeMs} ${found.size}` : 'none';
  }

  function refresh(takenOver?: boolean) {
    const now = signatureNow();
    if (now !== signature) adopt(readManifest(disk, folder), now);
    followJournal(takenOver);
  }

  /** Goes over to a new manifest: on from here where it is the next one, else from its beginning. */
  function adopt(next: Manifest, nextSignature: string) {
    const isNext = signature !== undefined && next.journal === manifest.journal + 1;
    if (isNext && disk.existsSync(journalPath(folder, manifest.journal))) followJournal();
    const follows = isNext && store.revision === next.revision;
    if (!follows) store.forget(next.revision);
    enter(next, nextSignature);
  }

  function enter(next: Manifest, nextSignature: string) {
    manifest = next;
    signature = nextSignature;
    offset = 0;
    lineCount = 0;
    unread = new Map();
    synced = Math.max(synced, next.revision);
  }

  /** Reads on in the journal. `takenOver` is known only under the lock. */
  function followJournal(takenOver?: boolean) {
    const path = journalPath(folder, manifest.journal);
    const size = disk.statSync(path, { throwIfNoEntry: false })?.size;
    if (size === undefined && signature !== 'none')
      throw signatureNow() === signature ? stateErrors.damaged({ path }, 'the file is missing') : new StaleView();
    if (size === undefined || size === offset) return;
    for (let seen = -1; ;) {
      const bytes = readRange(disk, path, offset) ?? Buffer.of();
      const text = bytes.toString('utf8');
      const { lines, end } = scanJournal(path, text, lineCount + 1);
      if (end < text.length) {
        // The beginning of a request that was not acknowledged: its writer is at it, or died over it. Nothing else explains it.
        if (takenOver === false) throw tornAt(path, text, end);
        if (takenOver === undefined && lockState(disk, lockPath) === 'free') {
          if (bytes.length === seen) throw tornAt(path, text, end);
          seen = bytes.length;
          continue;
        }
        if (takenOver) cut(path, offset + Buffer.byteLength(text.slice(0, end)));
      }
      take(lines, Buffer.byteLength(text.slice(0, end)));
      return;
    }
  }

  const tornAt = (path: string, text: string, end: number) =>
    stateErrors.torn({ path, line: lineCount + text.slice(0, end).split('\n').length });

  function cut(path: string, length: number) {
    const file = disk.openSync(path, 'r+');
    try {
      disk.ftruncateSync(file, length);
      disk.fsyncSync(file);
    } finally {
      disk.closeSync(file);
    }
  }

  function take(lines: JournalLine[], length: number) {
    for (const line of lines) {
      const name = partOf(line.key);
      const part = store.loaded(name);
      if (part) applyLine(part, line);
      else if (unread.has(name)) unread.get(name)!.push(line);
      else unread.set(name, [line]);
    }
    offset += length;
    lineCount += lines.length;
    if (lines.length > 0) store.reach(lines.at(-1)!.revision);
  }

  function append(changes: readonly StoreChange[]) {
    const file = journalFile();
    try {
      offset += writeAll(disk, file, journalText(changes), offset);
      lineCount += changes.length;
    } catch (error) {
      disk.ftruncateSync(file, offset); // A full disk may have taken a piece of it.
      throw error;
    }
  }

  function journalFile(): number {
    if (journal?.number === manifest.journal) return journal.file;
    if (journal) disk.closeSync(journal.file);
    journal = undefined;
    const path = journalPath(folder, manifest.journal);
    if (signature === 'none') {
      disk.closeSync(disk.openSync(path, 'w'));
      syncFolder(disk, folder);
      writeManifest(disk, folder, manifest);
      signature = signatureNow();
    }
    journal = { file: disk.openSync(path, 'r+'), number: manifest.journal };
    return journal.file;
  }

  function foldJournal() {
    const path = journalPath(folder, manifest.journal);
    const { lines } = scanJournal(path, readRange(disk, path, 0)!.toString('utf8'));
    try {
      enter(fold(disk, folder, manifest, lines, store.revision, store.part), signatureNow());
    } catch {
      // Nothing is lost: the journal has it all. The next write tries again, and who needs a damaged part is told.
    }
  }

  return {
    folder,
    get revision() {
      return store.revision;
    },
    get pending() {
      return store.pending;
    },
    get: store.get,
    list: store.list,
    count: store.count,
    put: store.put,
    delete: store.delete,
    changes: store.changes,
    rollback: store.rollback,
    refresh() {
      try {
        refresh();
      } catch (error) {
        throw readError(folder, error);
      }
    },
    async transaction(action) {
      const lock = await acquireLock(disk, lockPath);
      try {
        refresh(lock.takenOver);
        const result = action();
        if (store.pending.length > 0) {
          append(store.pending);
          store.commit();
          if (offset >= foldAt) foldJournal();
        }
        return result;
      } catch (error) {
        store.rollback();
        throw writeError(folder, error);
      } finally {
        lock.release();
      }
    },
    durable(revision) {
      if (revision <= synced) return Promise.resolve();
      syncing ??= new Promise<void>((resolve, reject) =>
        setImmediate(() => {
          syncing = undefined;
          try {
            if (journal) disk.fsyncSync(journal.file);
            synced = store.revision;
            resolve();
          } catch (error) {
            reject(writeError(folder, error));
          }
        }),
      );
      return syncing;
    },
    watch(onChange) {
      const state = () => `${signatureNow()} ${disk.statSync(journalPath(folder, manifest.journal), { throwIfNoEntry: false })?.size}`;
      let last = state();
      const timer = setInterval(() => {
        const now = state();
        if (now === last) return;
        last = now;
        onChange();
      }, LOOK_EVERY);
      return () => clearInterval(timer);
    },
    close() {
      if (journal) disk.closeSync(journal.file);
      journal = undefined;
      store.forget(store.revision);
      signature = undefined;
    },
  };
}
