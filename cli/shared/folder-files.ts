import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Files } from './terminal.ts';

/** The real file system, relative paths being relative to `cwd`. */
export function folderFiles(cwd: string): Files {
  const at = (path: string) => resolve(cwd, path);
  return {
    read: (path) => readFileSync(at(path), 'utf8'),
    write: (path, text) => writeFileSync(at(path), text),
    append: (path, text) => appendFileSync(at(path), text),
    list: (path) => readdirSync(at(path)).sort(),
    stat(path) {
      const found = statSync(at(path), { throwIfNoEntry: false });
      if (!found) return undefined;
      return { kind: found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other', size: found.size };
    },
    makeFolder: (path) => void mkdirSync(at(path), { recursive: true }),
    remove: (path) => rmSync(at(path), { recursive: true }),
  };
}
