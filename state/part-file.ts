import type { StoreEntry } from '../core/store.ts';
import { readRange, writeAll, type Disk } from './disk.ts';
import { StaleView, stateErrors } from './errors.ts';
import { scanLines, writtenBy } from './journal.ts';
import { jsonFile, SCHEMA } from './json-file.ts';
import { applyChange, partFrom, type Part } from './part.ts';

/** A part on disk: all its entries as of a revision, one a line. Beside it lie its later changes (`.ndjson`), as many as the manifest counts. */
interface PartFile {
  schema: number;
  part: string;
  revision: number;
  entries: StoreEntry[];
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
  /** Whether it has a file of entries; a young part has only changes. */
  file: boolean;
}

/** Loads a part. Throws StaleView where its files are from later than `revision`, the newest that the reader knows of. */
export function loadPart(disk: Disk, { name, path, changes, file }: PartOnDisk, revision: number): Part {
  const base = file ? readBase(disk, name, `${path}.json`) : undefined;
  if (base && base.revision > revision) throw new StaleView();
  const part = partFrom(base?.entries ?? [], base?.revision ?? 0);
  if (changes > 0) {
    const log = `${path}.ndjson`;
    const bytes = readRange(disk, log, 0, changes);
    if (!bytes || bytes.length < changes)
      throw stateErrors.damaged({ path: log }, `it should hold ${changes} bytes, and holds ${bytes?.length ?? 0}`);
    for (const line of scanLines(log, bytes.toString('utf8'))) {
      if (line.revision > revision) throw new StaleView();
      if (line.revision <= part.floor) continue;
      const { key } = line;
      const written = writtenBy(log, line);
      const entry = written && { key, value: written.value, revision: line.revision, created: written.created };
      applyChange(part, { revision: line.revision, key, ...(entry && { entry }) });
      part.floor = line.revision;
    }
  }
  // What the files hold is not a history: it says nothing of what stood before.
  part.changes = [];
  return part;
}

/** Writes all entries of a part anew. */
export function writePart(disk: Disk, { name, path }: PartOnDisk, part: Part, revision: number): number {
  const entries = part.keys.map((key) => part.entries.get(key)!);
  let size = 0;
  const db = jsonFile<PartFile>(disk, `${path}.json`, { schema: SCHEMA, part: name, revision, entries }, (data) => {
    const lines = data.entries.map((entry) => JSON.stringify(entry));
    const text = `{\n"schema": ${data.schema},\n"part": ${JSON.stringify(data.part)},\n"revision": ${data.revision},\n"entries": [\n${lines.join(',\n')}\n]\n}\n`;
    size = text.length;
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

function readBase(disk: Disk, name: string, path: string): PartFile {
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
