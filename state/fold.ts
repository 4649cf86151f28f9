import { makeFolder, syncFolder, type Disk } from './disk.ts';
import type { JournalLine } from './journal.ts';
import { journalPath, writeManifest, type Manifest, type PartInfo } from './manifest.ts';
import { appendChanges, partPath, writePart } from './part-file.ts';
import type { Part } from './part.ts';
import { partOf } from './parts.ts';
import { dirname } from 'node:path';

/** Changes of a part below this many bytes are never worth writing it anew. */
const SMALL = 64 * 1024;

/**
 * Moves a journal's lines to the changes of their parts, and writes anew those parts whose changes have outgrown their entries; so what a
 * write costs in the end does not depend on how much is stored. Counts from the moment the new manifest is there: until then, a crash
 * leaves the old one, whose journal still has everything. Only under the lock.
 */
export function fold(
  disk: Disk,
  folder: string,
  manifest: Manifest,
  lines: JournalLine[],
  revision: number,
  load: (name: string) => Part,
): Manifest {
  const parts: Record<string, PartInfo> = { ...manifest.parts };
  for (const [name, group] of byPart(lines)) {
    const info = parts[name] ?? { size: 0, changes: 0 };
    const onDisk = { name, path: partPath(folder, name), ...info };
    makeFolder(disk, dirname(onDisk.path));
    const text = group.map((line) => `${line.text}\n`).join('');
    if (info.changes + text.length > Math.max(SMALL, info.size))
      parts[name] = { size: writePart(disk, onDisk, load(name), revision), changes: 0 };
    else parts[name] = { size: info.size, changes: appendChanges(disk, onDisk, text) };
  }
  const next: Manifest = { ...manifest, journal: manifest.journal + 1, revision, parts };
  disk.closeSync(disk.openSync(journalPath(folder, next.journal), 'w'));
  syncFolder(disk, folder);
  writeManifest(disk, folder, next);
  // The journal just folded stays, for processes that have read it half.
  disk.rmSync(journalPath(folder, manifest.journal - 1), { force: true });
  return next;
}

function byPart(lines: JournalLine[]): Map<string, JournalLine[]> {
  const groups = new Map<string, JournalLine[]>();
  for (const line of lines) {
    const name = partOf(line.key);
    const group = groups.get(name);
    if (group) group.push(line);
    else groups.set(name, [line]);
  }
  return groups;
}
