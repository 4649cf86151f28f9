/** The clients' own files in a state home: kubeconfig, extensions, keys. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** What is akslab's there, and no client's. */
const OURS = /^(state|cache|learn|snapshots)\//;

export function readFiles(folder: string): Map<string, Buffer> {
  if (!existsSync(folder)) return new Map();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const named = paths.map((path) => [relative(folder, path), path] as const).filter(([name]) => !OURS.test(name));
  return new Map(named.map(([name, path]) => [name, readFileSync(path)]));
}

export function writeFiles(folder: string, files: Map<string, Buffer>): void {
  for (const [name, content] of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode: 0o600 });
  }
}

/** Brings the clients' files to those: what is not among them goes. */
export function putFiles(folder: string, files: Map<string, Buffer>): void {
  for (const name of readFiles(folder).keys()) if (!files.has(name)) rmSync(join(folder, name));
  writeFiles(folder, files);
}
