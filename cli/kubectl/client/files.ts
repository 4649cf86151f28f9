/** Objects from files, folders and stdin. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { readDocuments } from '../../../formats/goyaml/index.ts';
import type { Terminal } from '../../shared/terminal.ts';
import { CliError, asError } from '../frame/errors.ts';
import type { FlagSpec } from '../frame/types.ts';
import type { Flags } from '../frame/flags.ts';
import type { Info } from './builder.ts';
import type { Mapper, Mapping } from './mapper.ts';

export interface FileOptions {
  filenames: readonly string[];
  recursive?: boolean;
  kustomize?: string;
}

interface Source {
  name: string;
  read(): Promise<string>;
}

const EXTENSIONS = ['.json', '.yaml', '.yml'];

/** -f, -R and -k; `what` completes the help: `to use to create the resource`. */
export const fileFlags = (what: string): FlagSpec[] => [
  { name: 'filename', short: 'f', type: 'strings', usage: `Files, folders or - (stdin) that hold the resource ${what}.` },
  { name: 'kustomize', short: 'k', type: 'string', usage: 'A folder with a kustomization; not together with -f or -R.' },
  { name: 'recursive', short: 'R', type: 'bool', usage: 'Goes into the folders of a folder given with -f.' },
];

export const fileOptions = (flags: Flags): FileOptions => ({
  filenames: flags.list('filename'),
  recursive: flags.bool('recursive'),
  kustomize: flags.string('kustomize'),
});

export const hasFiles = ({ filenames, kustomize }: FileOptions): boolean => filenames.length > 0 || Boolean(kustomize);

/** Refuses none at all, and -f together with -k. */
export function requireFiles(files: FileOptions): void {
  if (!hasFiles(files)) throw new CliError('must specify one of -f and -k');
  forbidBoth(files);
}

export function forbidBoth({ filenames, kustomize, recursive }: FileOptions): void {
  if (filenames.length && kustomize) throw new CliError('only one of -f or -k can be specified');
  if (kustomize && recursive) throw new CliError("the -k flag can't be used with -f or -R");
}

/** Finds the files. Whether they can be read shows later, file by file. */
export async function openFiles(
  { filenames, recursive = false, kustomize }: FileOptions,
  terminal: Terminal,
): Promise<{ sources: Source[]; single: boolean }> {
  if (kustomize) return { sources: [{ name: kustomize, read: async () => buildKustomization(kustomize, terminal) }], single: false };
  const sources: Source[] = [];
  let paths = 0;
  let many = false;
  for (const name of filenames) {
    if (name === '-') {
      sources.push({ name: 'STDIN', read: () => terminal.stdin.readAll() });
      many = true;
    } else if (/^https?:\/\//.test(name)) {
      throw new CliError(`akslab makes no network connections: ${JSON.stringify(name)} cannot be read; download it and give the file`);
    } else {
      for (const path of expand(name, terminal)) {
        const stat = terminal.files.stat(path)!;
        paths++;
        if (stat.kind === 'folder') many = true;
        sources.push(...(stat.kind === 'folder' ? folderSources(path, recursive, terminal) : [fileSource(path, terminal)]));
      }
    }
  }
  return { sources, single: !many && paths === 1 };
}

async function buildKustomization(folder: string, terminal: Terminal): Promise<string> {
  const { buildKustomization: build } = await import('../kustomize/build.ts');
  return build(folder, terminal);
}

/** A pattern's files, or the path itself. */
function expand(name: string, terminal: Terminal): string[] {
  if (terminal.files.stat(name)) return [name];
  const matches = /[*?[]/.test(name) ? glob(name, terminal) : [];
  if (!matches.length) throw new CliError(`the path ${JSON.stringify(name)} does not exist`);
  return matches;
}

/** A pattern in the last part of a path. */
function glob(pattern: string, terminal: Terminal): string[] {
  const slash = pattern.lastIndexOf('/');
  const folder = slash < 0 ? '.' : pattern.slice(0, slash) || '/';
  if (terminal.files.stat(folder)?.kind !== 'folder') return [];
  const parts = pattern
    .slice(slash + 1)
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  const expression = new RegExp(`^${parts}$`);
  return terminal.files
    .list(folder)
    .filter((name) => expression.test(name))
    .map((name) => (slash < 0 ? name : `${pattern.slice(0, slash + 1)}${name}`));
}

function folderSources(folder: string, recursive: boolean, terminal: Terminal): Source[] {
  const clean = folder.replace(/\/+$/, '') || '/';
  const sources: Source[] = [];
  const walk = (path: string) => {
    for (const name of terminal.files.list(path)) {
      const inside = `${path === '/' ? '' : path}/${name}`.replace(/^\.\//, '');
      const kind = terminal.files.stat(inside)?.kind;
      if (kind === 'folder' && recursive) walk(inside);
      else if (kind === 'file' && EXTENSIONS.some((extension) => name.endsWith(extension))) sources.push(fileSource(inside, terminal));
    }
  };
  walk(clean);
  if (!sources.length) throw new CliError(`error reading [${folder}]: recognized file extensions are [${EXTENSIONS.join(' ')}]`);
  return sources;
}

const FILE_ERRORS: Record<string, string> = { EACCES: 'permission denied', ENOENT: 'no such file or directory', EISDIR: 'is a directory' };

const fileSource = (path: string, terminal: Terminal): Source => ({
  name: path,
  async read() {
    try {
      return terminal.files.read(path);
    } catch (error) {
      throw new CliError(`open ${path}: ${FILE_ERRORS[(error as { code?: string }).code ?? ''] ?? asError(error).message}`);
    }
  },
});

export interface ReadObjectOptions {
  validate: boolean;
  flatten: boolean;
  /** Kinds are taken as they are: the server is not asked which it has. */
  local: boolean;
}

type Found = Info | { error: Error; fromFile?: boolean };

/** The objects of one file. Reading ends at what cannot be parsed or is not valid; what is not recognised is passed over. */
export async function* readObjects(source: Source, mapper: Mapper, { validate, flatten, local }: ReadObjectOptions): AsyncGenerator<Found> {
  let text: string;
  try {
    text = await source.read();
  } catch (error) {
    return yield { error: asError(error), fromFile: true };
  }
  for (const document of readDocuments(text)) {
    if (document.error !== undefined)
      return yield { error: new CliError(`error parsing ${source.name}: ${document.error}`), fromFile: true };
    if (validate) {
      const { validationError } = await import('./validate.ts');
      const problem = validationError(document.value);
      if (problem) return yield { error: new CliError(`error validating ${JSON.stringify(source.name)}: ${problem}`), fromFile: true };
    }
    yield* objectsOf(document, source.name, local ? undefined : mapper, flatten);
  }
}

/** @param mapper undefined: kinds are taken as they are */
async function* objectsOf(
  { value, raw }: { value: any; raw: string },
  source: string,
  mapper: Mapper | undefined,
  flatten: boolean,
): AsyncGenerator<Found> {
  const problem = decodeError(value, raw);
  if (problem) return yield { error: new CliError(`unable to decode ${JSON.stringify(source)}: ${problem}`) };
  const object = value as KubeObject;
  if (flatten && Array.isArray(object.items)) {
    for (const item of object.items) yield* objectsOf({ value: item, raw: JSON.stringify(item) }, source, mapper, true);
    return;
  }
  const [group, version] = splitVersion(object.apiVersion);
  try {
    const { name = '', namespace = '' } = object.metadata ?? {};
    const mapping = mapper ? await mapper.forKind(group, version, object.kind) : unmapped(group, version, object.kind, namespace !== '');
    yield { mapping, namespace: String(namespace), name: String(name), source, object };
  } catch (error) {
    yield {
      error: error instanceof CliError ? new CliError(`unable to recognize ${JSON.stringify(source)}: ${error.message}`) : asError(error),
    };
  }
}

/** Where nobody says which resource a kind is: meta.UnsafeGuessKindToResource; namespaced is what names a namespace. */
function unmapped(group: string, version: string, kind: string, namespaced: boolean): Mapping {
  const word = kind.toLowerCase();
  const resource = word.endsWith('s') ? `${word}es` : word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`;
  return { group, version, resource, kind, namespaced };
}

/** What unstructured.UnstructuredJSONScheme says of JSON that is no object of Kubernetes. */
function decodeError(value: any, raw: string): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `json: cannot unmarshal ${Array.isArray(value) ? 'array' : goKind(value)} into Go value of type unstructured.detector`;
  }
  if (value.kind !== undefined && typeof value.kind !== 'string') {
    return `json: cannot unmarshal ${goKind(value.kind)} into Go struct field typeMeta.kind of type string`;
  }
  if (!value.kind) return `Object 'Kind' is missing in '${raw}'`;
  return undefined;
}

const goKind = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value);

/** `apps/v1` is group apps, version v1; `v1` is core's. */
export function splitVersion(apiVersion: unknown): [group: string, version: string] {
  const text = typeof apiVersion === 'string' ? apiVersion : '';
  const slash = text.indexOf('/');
  return slash < 0 ? ['', text] : [text.slice(0, slash), text.slice(slash + 1)];
}
