import type { Files } from '../shared/terminal.ts';
import type { Lab } from '../shared/lab.ts';

/** Where az keeps what is its own (the real one: ~/.azure): configuration, sign-in, extensions. */
export const configFolder = (lab: Lab): string => `${lab.home}/azure`;

/** The text of a file, or undefined where there is none. */
export function readIfThere(files: Files, path: string): string | undefined {
  return files.stat(path)?.kind === 'file' ? files.read(path) : undefined;
}

/** Writes a file, making its folder first. */
export function writeInto(files: Files, folder: string, name: string, text: string, modes: { folder?: number; file?: number } = {}): void {
  if (!files.stat(folder)) files.makeFolder(folder, modes.folder);
  files.write(`${folder}/${name}`, text, modes.file);
}
