import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeFolder, realDisk } from '../../state/disk.ts';
import type { Files } from './terminal.ts';

/** The real file system, relative paths being relative to `cwd`. */
export function folderFiles(cwd: string): Files {
  const at = (path: string) => resolve(cwd, path);
  return {
    read: (path) => readFileSync(at(path), 'utf8'),
    write: (path, text, mode) => writeFileSync(at(path), text, { mode }),
    append: (path, text) => appendFileSync(at(path), text),
    list: (path) => readdirSync(at(path)).sort(),
    stat(path) {
      const found = statOf(at(path));
      if (!found) return undefined;
      const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
      return { kind, size: found.size, ...(process.platform !== 'win32' && { mode: found.mode & 0o7777 }) };
    },
    makeFolder: (path, mode) => makeFolder(realDisk, at(path), mode),
    remove: (path) => rmSync(at(path), { recursive: true }),
  };
}

/** Undefined where there is nothing, as below what is no folder. */
function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}
