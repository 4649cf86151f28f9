import type { KubeObject } from '../../core/kubernetes/object.ts';
import { readDocuments } from '../../formats/goyaml/index.ts';
import type { Terminal } from '../shared/terminal.ts';
import { CommandError } from './command.ts';

/** The objects of a YAML or JSON file (`-`: standard input), lists taken apart. */
export async function readManifests(terminal: Terminal, path: string): Promise<KubeObject[]> {
  const text = path === '-' ? await terminal.stdin.readAll() : readFile(terminal, path);
  return readDocuments(text).flatMap((document) => {
    if (document.error !== undefined) throw new CommandError(`${path}: ${document.error}`);
    const value = document.value as unknown as KubeObject | null;
    if (typeof value !== 'object' || value === null || !value.kind) return [];
    return Array.isArray(value.items) ? (value.items as KubeObject[]) : [value];
  });
}

/** The path stays as it was typed. */
function readFile({ files }: Terminal, path: string): string {
  try {
    return files.read(path);
  } catch (error) {
    throw Object.assign(error as Error, { path });
  }
}
