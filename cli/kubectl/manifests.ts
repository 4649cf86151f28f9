/** Reads the objects of -f: files, folders, standard input; YAML or JSON, several documents, lists. */
import { join } from 'node:path';
import type { KubeObject } from '../../core/kubernetes/object.ts';
import { readDocuments } from '../../formats/goyaml/index.ts';
import type { Context } from './context.ts';
import type { Flags } from './cobra/types.ts';
import { KubectlError } from './errors.ts';

export interface Manifest {
  object: KubeObject;
  /** As it was named on the command line, or below a folder that was; `STDIN`. */
  source: string;
}

const EXTENSIONS = /\.(json|yaml|yml)$/;

export async function* readManifests(context: Context, flags: Flags): AsyncGenerator<Manifest> {
  const kustomization = flags.string('kustomize');
  if (kustomization) {
    const { buildKustomization } = await import('./kustomize/build.ts');
    for (const object of buildKustomization(kustomization, context.terminal.files)) yield { object, source: '' };
    return;
  }
  for (const name of flags.list('filename')) {
    if (/^https?:\/\//.test(name)) throw new KubectlError(`unable to read URL "${name}", akslab makes no network connections: save it to a file first`);
    const sources = name === '-' ? ['-'] : filesOf(context, name, flags.bool('recursive'));
    for (const source of sources) yield* objectsOf(source === '-' ? await context.terminal.stdin.readAll() : readFile(context, source), source === '-' ? 'STDIN' : source);
  }
}

/** The files that a name stands for. */
function filesOf(context: Context, path: string, recursive: boolean): string[] {
  const found = context.terminal.files.stat(path);
  if (!found) throw new KubectlError(`the path "${path}" does not exist`);
  if (found.kind !== 'folder') return [path];
  const files = filesBelow(context, path, recursive).filter((file) => EXTENSIONS.test(file));
  if (!files.length) throw new KubectlError(`error reading [${path}]: recognized file extensions are [.json .yaml .yml]`);
  return files;
}

function filesBelow(context: Context, folder: string, recursive: boolean): string[] {
  return context.terminal.files.list(folder).flatMap((name) => {
    const path = join(folder, name);
    if (context.terminal.files.stat(path)?.kind !== 'folder') return [path];
    return recursive ? filesBelow(context, path, recursive) : [];
  });
}

export function readFile(context: Context, path: string): string {
  try {
    return context.terminal.files.read(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new KubectlError(`the path "${path}" does not exist`);
    if (code === 'EACCES') throw new KubectlError(`the path "${path}" cannot be accessed: open ${path}: permission denied`);
    throw new KubectlError(message);
  }
}

function* objectsOf(text: string, source: string): Generator<Manifest> {
  for (const document of readDocuments(text)) {
    if (document.error !== undefined) throw new KubectlError(source === 'STDIN' ? `error parsing STDIN: ${document.error}` : `error parsing ${source}: ${document.error}`);
    const value = document.value as unknown;
    if (value === null) continue;
    if (typeof value !== 'object' || Array.isArray(value)) throw new KubectlError(`error validating "${source}": error validating data: invalid object to validate; if you choose to ignore these errors, turn validation off with --validate=false`);
    yield* flatten(value as KubeObject, source);
  }
}

/** The items of a List, lists inside it included. */
function* flatten(object: KubeObject, source: string): Generator<Manifest> {
  if (object.kind?.endsWith('List') && Array.isArray(object.items)) for (const item of object.items) yield* flatten(item, source);
  else yield { object, source };
}
