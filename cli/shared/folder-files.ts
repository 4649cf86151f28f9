import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
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
      const found = statSync(at(path), { throwIfNoEntry: false });
      if (!found) return undefined;
      const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
      return { kind, size: found.size, ...(process.platform !== 'win32' && { mode: found.mode & 0o7777 }) };
    },
    makeFolder: (path, mode) => void mkdirSync(at(path), { recursive: true, mode }),
    remove: (path) => rmSync(at(path), { recursive: true }),
  };
}
