import type { Disk } from './disk.ts';
import { stateErrors } from './errors.ts';
import { jsonFile, SCHEMA } from './json-file.ts';

/** What the files under `state/` are at one moment. Replacing it is what makes a fold of the journal count. */
export interface Manifest {
  schema: number;
  /** The number of the journal in use. */
  journal: number;
  /** The revision at which that journal begins. */
  revision: number;
  parts: Record<string, PartInfo>;
}

export interface PartInfo {
  /** Bytes of its `.json`; 0 where there is none. */
  size: number;
  /** Bytes of its `.ndjson` that count. */
  changes: number;
}

export const manifestPath = (folder: string) => `${folder}/manifest.json`;
export const journalPath = (folder: string, number: number) => `${folder}/journal-${String(number).padStart(6, '0')}.ndjson`;

export function readManifest(disk: Disk, folder: string): Manifest {
  const path = manifestPath(folder);
  // The first journal is made, empty, before the manifest.
  if (
    !disk.existsSync(path) &&
    (disk.existsSync(`${folder}/parts`) || disk.statSync(journalPath(folder, 1), { throwIfNoEntry: false })?.size)
  )
    throw stateErrors.damaged({ path }, 'the file is missing');
  const db = database(disk, folder, { schema: SCHEMA, journal: 1, revision: 0, parts: {} });
  db.read();
  const { journal, revision, parts } = db.data;
  if (!Number.isInteger(journal) || !Number.isInteger(revision) || typeof parts !== 'object' || parts === null)
    throw stateErrors.damaged({ path }, '"journal" and "revision" must be numbers and "parts" an object');
  const wrong = Object.entries(parts).find(([, info]) => !Number.isInteger(info?.size) || !Number.isInteger(info.changes));
  if (wrong) throw stateErrors.damaged({ path }, `"size" and "changes" of part ${JSON.stringify(wrong[0])} must be numbers`);
  return db.data;
}

export function writeManifest(disk: Disk, folder: string, manifest: Manifest): void {
  database(disk, folder, manifest).write();
}

const database = (disk: Disk, folder: string, data: Manifest) =>
  jsonFile<Manifest>(disk, manifestPath(folder), data, (manifest) => `${JSON.stringify(manifest, null, 2)}\n`);
