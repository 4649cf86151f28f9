/** A kustomization file: its fields, and how it is found and read. */
import { readDocuments } from '../../../formats/goyaml/index.ts';
import type { Files } from '../../shared/terminal.ts';
import { asError, CliError } from '../frame/errors.ts';

export interface Kustomization {
  resources?: string[];
  bases?: string[];
  namePrefix?: string;
  nameSuffix?: string;
  namespace?: string;
  commonLabels?: Record<string, string>;
  commonAnnotations?: Record<string, string>;
  images?: ImageChange[];
  /** Files of strategic merge patches, or patches with a target. */
  patches?: (string | TargetedPatch)[];
  /** Files, or the patches themselves. */
  patchesStrategicMerge?: string[];
  patchesJson6902?: TargetedPatch[];
  configMapGenerator?: GeneratorArgs[];
  secretGenerator?: (GeneratorArgs & { type?: string })[];
  generatorOptions?: GeneratorOptions;
}

export interface ImageChange {
  name: string;
  newName?: string;
  newTag?: string;
  digest?: string;
}

export interface Target {
  group?: string;
  version?: string;
  kind?: string;
  name?: string;
  namespace?: string;
}

export interface TargetedPatch {
  target?: Target;
  path?: string;
  patch?: string;
}

export interface GeneratorArgs {
  name: string;
  namespace?: string;
  behavior?: 'create' | 'replace' | 'merge';
  literals?: string[];
  files?: string[];
  env?: string;
  envs?: string[];
}

export interface GeneratorOptions {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  disableNameSuffixHash?: boolean;
}

export const FILE_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Fields and whether they hold a list, a map or a text. */
const FIELDS: Record<string, 'list' | 'map' | 'text'> = {
  apiVersion: 'text',
  kind: 'text',
  resources: 'list',
  bases: 'list',
  namePrefix: 'text',
  nameSuffix: 'text',
  namespace: 'text',
  commonLabels: 'map',
  commonAnnotations: 'map',
  images: 'list',
  patches: 'list',
  patchesStrategicMerge: 'list',
  patchesJson6902: 'list',
  configMapGenerator: 'list',
  secretGenerator: 'list',
  generatorOptions: 'map',
};
/** Fields that kustomize 2.0.3 has and that are not simulated. What later ones have (replicas, components, ...) is unknown to it. */
const UNSIMULATED = ['configurations', 'crds', 'vars'];

/** What follows a link that leads nowhere. */
export const noSuchPath = (given: string, path: string): string =>
  `evalsymlink failure on '${given}' : lstat ${path}: no such file or directory`;

/** Reads the kustomization of a folder. Throws what is wrong with it. */
export function readKustomization(folder: string, files: Files, given = folder): Kustomization {
  if (files.stat(folder)?.kind !== 'folder') throw new CliError(`absolute path error in '${given}' : ${noSuchPath(given, folder)}`);
  const found = FILE_NAMES.map((name) => `${folder}/${name}`).filter((path) => files.stat(path)?.kind === 'file');
  if (!found.length)
    throw new CliError(`unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${folder}'`);
  if (found.length > 1) throw new CliError(`Found multiple kustomization files: ${folder}\n`);
  const [document] = readDocuments(files.read(found[0]!));
  if (!document) return {};
  if (document.error !== undefined) throw new CliError(`error parsing ${found[0]}: ${document.error}`);
  return checked(document.value, found[0]!);
}

function checked(value: unknown, path: string): Kustomization {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new CliError(`${path}: a kustomization must be a map`);
  for (const [field, content] of Object.entries(value)) {
    if (UNSIMULATED.includes(field)) throw new CliError(`akslab does not simulate ${field} in kustomizations yet: ${path}`);
    const wanted = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
    if (!wanted) throw new CliError(`json: unknown field ${JSON.stringify(field)}`);
    const is = Array.isArray(content) ? 'list' : typeof content === 'object' ? 'map' : 'text';
    if (content !== null && is !== wanted) throw new CliError(`${path}: ${field} must be a ${wanted}`);
  }
  return Object.fromEntries(Object.entries(value).filter(([, content]) => content !== null)) as Kustomization;
}

/** A file that a kustomization names. */
export function readFile(path: string, files: Files): string {
  try {
    return files.read(path);
  } catch (error) {
    throw new CliError((error as { code?: string }).code === 'ENOENT' ? `open ${path}: no such file or directory` : asError(error).message);
  }
}
