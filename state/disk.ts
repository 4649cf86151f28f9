import * as fs from 'node:fs';
import { dirname } from 'node:path';

/** What of node:fs the state needs; tests hand in one that fails. */
export type Disk = Pick<
  typeof fs,
  | 'closeSync'
  | 'existsSync'
  | 'fstatSync'
  | 'fsyncSync'
  | 'ftruncateSync'
  | 'linkSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readFileSync'
  | 'readSync'
  | 'renameSync'
  | 'rmSync'
  | 'statSync'
  | 'writeSync'
>;

export const realDisk: Disk = fs;

/** The text of a file, or undefined where there is none. */
export function readText(disk: Disk, path: string): string | undefined {
  try {
    return disk.readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The bytes of a file from `from` to `to` (its end), or undefined where there is no file. */
export function readRange(disk: Disk, path: string, from: number, to = Infinity): Buffer | undefined {
  const file = openIfThere(disk, path);
  if (file === undefined) return undefined;
  try {
    return readAt(disk, file, from, Math.min(to, disk.fstatSync(file).size));
  } finally {
    disk.closeSync(file);
  }
}

/** The file, open for reading, or undefined where there is none. */
export function openIfThere(disk: Disk, path: string): number | undefined {
  try {
    return disk.openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The bytes of an open file from `from` to `to`; fewer where it ends before. */
export function readAt(disk: Disk, file: number, from: number, to: number): Buffer {
  const bytes = Buffer.allocUnsafe(Math.max(0, to - from));
  let length = 0;
  while (length < bytes.length) {
    const read = disk.readSync(file, bytes, length, bytes.length - length, from + length);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

/** Writes all of it; `writeSync` may write less at a time. */
export function writeAll(disk: Disk, file: number, text: string, position: number | null = null): number {
  const bytes = Buffer.from(text, 'utf8');
  let done = 0;
  while (done < bytes.length) done += disk.writeSync(file, bytes, done, bytes.length - done, position === null ? null : position + done);
  return bytes.length;
}

/** Makes a folder and those above it. (Node's own recursion never ends where a file system refuses with ENOENT, as /proc does.) */
export function makeFolder(disk: Pick<Disk, 'existsSync' | 'mkdirSync'>, path: string, mode?: number): void {
  if (disk.existsSync(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolder(disk, above, mode);
  try {
    disk.mkdirSync(path, mode);
  } catch (error) {
    // Another process may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Replaces a file so that at any moment either the old or the new one is there, whole and on the disk. */
export function replaceFile(disk: Disk, path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  makeFolder(disk, dirname(path));
  try {
    const file = disk.openSync(temporary, 'w');
    try {
      writeAll(disk, file, text);
      disk.fsyncSync(file);
    } finally {
      disk.closeSync(file);
    }
    disk.renameSync(temporary, path);
  } catch (error) {
    disk.rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(disk, dirname(path));
}

/** Makes a new or renamed file's name durable. */
export function syncFolder(disk: Disk, path: string): void {
  if (process.platform === 'win32') return;
  const folder = disk.openSync(path, 'r');
  try {
    disk.fsyncSync(folder);
  } finally {
    disk.closeSync(folder);
  }
}
