import type { StoreEntry } from '../core/store.ts';
import { readRange, writeAll, type Disk } from './disk.ts';
import { StaleView, stateErrors } from './errors.ts';
import { laterEntry, scanLines } from './journal.ts';
import { jsonFile, SCHEMA } from './json-file.ts';
import { partEntries } from './part-entries.ts';
import { applyChange, emptyPart, entriesUnder, partFrom, type Part } from './part.ts';

/** A part on disk: all its entries as of a revision, one a line. Beside it lie its later changes (`.ndjson`), as many as the manifest counts. */
interface PartFile {
  schema: number;
  part: string;
  revision: number;
  entries: readonly StoreEntry[];
}

/** The paths of a part, without ending. Every segment of a key is one safe file name. */
export function partPath(folder: string, name: string): string {
  return `${folder}/parts/${name
    .slice(1)
    .split('/')
    .map((segment) => encodeURIComponent(segment).replace(/^\./, '%2E'))
    .join('/')}`;
}

export interface PartOnDisk {
  name: string;
  /** Without ending. */
  path: string;
  /** How many bytes of the changes count. */
  changes: number;
  /** Bytes of its file of entries; 0 for a young part, which has only changes. */
  size: number;
}

export interface Loading {
  /** The newest revision that the reader knows of. */
  newest: number;
  /** From how many bytes on a file of entries is searched, and not read. */
  searchAt: number;
}

/** Loads a part. Throws StaleView where its files are from later than the newest revision that the reader knows of. */
export function loadPart(disk: Disk, onDisk: PartOnDisk, { newest, searchAt }: Loading): Part {
  const { path, changes } = onDisk;
  const part = loadBase(disk, onDisk, searchAt);
  try {
    if (part.floor > newest) throw new StaleView();
    if (changes > 0) loadChanges(disk, part, `${path}.ndjson`, changes, newest);
  } catch (error) {
    part.base?.close();
    throw error;
  }
  return part;
}

function loadBase(disk: Disk, { name, path: stem, size }: PartOnDisk, searchAt: number): Part {
  if (size === 0) return emptyPart();
  const path = `${stem}.json`;
  if (size >= searchAt) {
    const found = partEntries(disk, path, size, () => readStrictly(disk, name, path).entries);
    if (found) return { ...emptyPart(found.revision), base: found.base };
  }
  const { entries, revision } = readStrictly(disk, name, path);
  return partFrom(entries, revision);
}

function loadChanges(disk: Disk, part: Part, path: string, length: number, newest: number): void {
  const bytes = readRange(disk, path, 0, length);
  if (!bytes || bytes.length < length)
    throw stateErrors.damaged({ path }, `it should hold ${length} bytes, and holds ${bytes?.length ?? 0}`);
  for (const line of scanLines(path, bytes.toString('utf8'))) {
    if (line.revision > newest) throw new StaleView();
    if (line.revision <= part.floor) continue;
    const entry = laterEntry(path, line);
    applyChange(part, { revision: line.revision, key: line.key, ...(entry && { entry }) });
    part.floor = line.revision;
  }
  // What the files hold is not a history: it says nothing of what stood before.
  part.changes = [];
}

/** Writes all entries of a part anew. */
export function writePart(disk: Disk, { name, path }: PartOnDisk, part: Part, revision: number): number {
  const entries = entriesUnder(part, '');
  let size = 0;
  const db = jsonFile<PartFile>(disk, `${path}.json`, { schema: SCHEMA, part: name, revision, entries }, (data) => {
    const lines = data.entries.map((entry) => JSON.stringify(entry));
    const text = `{\n"schema": ${data.schema},\n"part": ${JSON.stringify(data.part)},\n"revision": ${data.revision},\n"entries": [\n${lines.join(',\n')}\n]\n}\n`;
    size = Buffer.byteLength(text);
    return text;
  });
  db.write();
  return size;
}

/** Appends changes to those of a part, after the `part.changes` bytes that count. Returns how many count then. */
export function appendChanges(disk: Disk, part: PartOnDisk, text: string): number {
  const file = disk.openSync(`${part.path}.ndjson`, part.changes === 0 ? 'w' : 'r+');
  try {
    const length = writeAll(disk, file, text, part.changes);
    disk.ftruncateSync(file, part.changes + length);
    disk.fsyncSync(file);
    return part.changes + length;
  } finally {
    disk.closeSync(file);
  }
}

function readStrictly(disk: Disk, name: string, path: string): PartFile {
  const db = jsonFile<PartFile>(disk, path, { schema: SCHEMA, part: name, revision: -1, entries: [] }, () => '');
  db.read();
  const { revision, entries } = db.data;
  if (revision === -1) throw stateErrors.damaged({ path }, 'the file is missing');
  if (typeof revision !== 'number' || !Array.isArray(entries))
    throw stateErrors.damaged({ path }, '"revision" must be a number and "entries" a list');
  const wrong = entries.findIndex(
    (e) => typeof e?.key !== 'string' || typeof e.revision !== 'number' || typeof e.created !== 'number' || e.value === undefined,
  );
  if (wrong >= 0) throw stateErrors.damaged({ path }, `entry ${wrong + 1} needs "key", "value", "revision" and "created"`);
  return db.data;
}
