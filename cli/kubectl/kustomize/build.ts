/**
 * Builds a kustomization, as kustomize v2.0.3 (the one in kubectl 1.20) does: resources, then generators, patches, and changes to all.
 *
 * @example buildKustomization('overlay', terminal) // the objects as YAML documents
 */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { emitYaml, readDocuments } from '../../../formats/goyaml/index.ts';
import type { Terminal } from '../../shared/terminal.ts';
import { CliError } from '../frame/errors.ts';
import { nameWithHash } from '../hash.ts';
import { noSuchPath, readFile, readKustomization } from './file.ts';
import { generate } from './generators.ts';
import { inOrder } from './order.ts';
import { applyPatches } from './patches.ts';
import { fixReferences } from './references.ts';
import { transform } from './transform.ts';

const UNREAD = 'rawResources failed to read Resources: Load from path';

/** One object on its way through the build. */
export interface Resource {
  object: KubeObject;
  /** The name that others use for it in the same kustomization. */
  originalName: string;
  /** Its name gets a hash of its content in the end. */
  hashed: boolean;
}

/** The objects of a folder's kustomization as YAML documents, in the order in which they should be created. */
export function buildKustomization(folder: string, { files, cwd }: Pick<Terminal, 'files' | 'cwd'>): string {
  if (/^https?:|^git@|github\.com/.test(folder))
    throw new CliError(`akslab makes no network connections: ${JSON.stringify(folder)} cannot be read; download it and give the folder`);
  const resources = accumulate(absolute(folder, cwd), files, [], folder);
  for (const resource of resources) if (resource.hashed) resource.object = nameWithHash(resource.object);
  fixReferences(resources);
  return inOrder(resources.map(({ object }) => object))
    .map((object) => emitYaml(object as any))
    .join('---\n');
}

/** A path without `.`, `..` and a slash at the end. */
export function absolute(path: string, folder: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function accumulate(folder: string, files: Terminal['files'], above: readonly string[], given: string): Resource[] {
  if (above.includes(folder)) throw new CliError(`cycle detected: candidate root '${folder}' contains visited root '${above.at(-1)}'`);
  const kustomization = readKustomization(folder, files, given);
  const resources: Resource[] = [];
  const add = (more: Resource[]) => {
    for (const resource of more) {
      if (resources.some(({ object }) => isSame(object, resource.object)))
        throw new CliError(`may not add resource with an already registered id: ${idOf(resource.object)}`);
      resources.push(resource);
    }
  };
  for (const [field, read] of [
    ['resources', (entry: string, path: string) => readResources(entry, path, files)],
    ['bases', (entry: string, path: string) => accumulate(path, files, [...above, folder], entry)],
  ] as const) {
    for (const entry of kustomization[field] ?? []) {
      if (typeof entry !== 'string') throw new CliError(`${folder}: ${field} must be paths`);
      add(read(entry, absolute(entry, folder)));
    }
  }
  if (!resources.length && !kustomization.configMapGenerator?.length && !kustomization.secretGenerator?.length)
    throw new CliError('kustomization.yaml is empty');
  generate(kustomization, folder, files, resources);
  applyPatches(kustomization, folder, files, resources);
  for (const resource of resources) resource.object = transform(resource.object, kustomization);
  fixReferences(resources);
  for (const resource of resources) resource.originalName = resource.object.metadata.name!;
  return resources;
}

/** Files alone: folders are bases. */
function readResources(entry: string, path: string, files: Terminal['files']): Resource[] {
  const kind = files.stat(path)?.kind;
  if (kind === 'folder') throw new CliError(`${UNREAD} ${entry} failed: '${entry}' must be a file (got d='${path}')`);
  if (!kind) throw new CliError(`${UNREAD} ${entry} failed: ${noSuchPath(path, path)}`);
  return readObjects(readFile(path, files), path).map((object) => ({ object, originalName: object.metadata.name!, hashed: false }));
}

/** The objects of a text; each must have a kind and a name. */
export function readObjects(text: string, source: string): KubeObject[] {
  const objects: KubeObject[] = [];
  for (const document of readDocuments(text)) {
    if (document.error !== undefined) throw new CliError(`error parsing ${source}: ${document.error}`);
    const object = document.value as unknown as KubeObject | null;
    if (object === null) continue;
    if (typeof object !== 'object' || typeof object.kind !== 'string')
      throw new CliError(`${source}: Object 'Kind' is missing in '${document.raw}'`);
    if (object.kind === 'List' && Array.isArray(object.items))
      objects.push(...(object.items as KubeObject[]).flatMap((item) => readObjects(emitYaml(item as any), source)));
    else if (typeof object.metadata?.name !== 'string' || !object.metadata.name)
      throw new CliError(`${source}: missing metadata.name in object ${JSON.stringify(object)}`);
    else objects.push(object);
  }
  return objects;
}

const isSame = (a: KubeObject, b: KubeObject): boolean =>
  a.apiVersion === b.apiVersion &&
  a.kind === b.kind &&
  a.metadata.name === b.metadata.name &&
  a.metadata.namespace === b.metadata.namespace;

function idOf({ apiVersion, kind, metadata }: KubeObject): string {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['~G', apiVersion];
  return `${group}_${version}_${kind}|${metadata.namespace ?? '~X'}|${metadata.name}`;
}
