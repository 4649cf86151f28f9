/** The kubeconfig as a file: k8s.io/client-go/tools/clientcmd. */
import { emitYaml, readDocuments } from '../../../formats/goyaml/index.ts';
import type { JsonObject } from '../../../core/store.ts';
import { OWNER_ONLY, type Files, type Terminal } from '../../shared/terminal.ts';
import { CliError } from '../frame/errors.ts';

export interface Kubeconfig {
  clusters: Record<string, ClusterEntry>;
  users: Record<string, UserEntry>;
  contexts: Record<string, ContextEntry>;
  currentContext: string;
  preferences: JsonObject;
}

export interface ClusterEntry {
  server?: string;
  'certificate-authority'?: string;
  'certificate-authority-data'?: string;
  'insecure-skip-tls-verify'?: boolean;
  [more: string]: any;
}

export interface UserEntry {
  'client-certificate'?: string;
  'client-certificate-data'?: string;
  'client-key'?: string;
  'client-key-data'?: string;
  token?: string;
  tokenFile?: string;
  username?: string;
  password?: string;
  as?: string;
  'as-groups'?: string[];
  [more: string]: any;
}

export interface ContextEntry {
  cluster?: string;
  user?: string;
  namespace?: string;
  [more: string]: any;
}

export const emptyKubeconfig = (): Kubeconfig => ({ clusters: {}, users: {}, contexts: {}, currentContext: '', preferences: {} });

/** Entries whose value is a file, which stands relative to the kubeconfig's folder. */
const PATHS = { clusters: ['certificate-authority'], users: ['client-certificate', 'client-key', 'tokenFile'] } as const;

/** Reads one file. Undefined where there is none. */
export function readKubeconfig(path: string, files: Files): Kubeconfig | undefined {
  const text = readIfThere(path, files);
  if (text === undefined) return undefined;
  const [document] = readDocuments(text);
  if (!document) return emptyKubeconfig();
  if (document.error !== undefined)
    throw new CliError(`error loading config file "${path}": ${document.error.replace('error converting YAML to JSON: ', '')}`);
  const value = document.value as any;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CliError(
      `error loading config file "${path}": couldn't get version/kind; json parse error: json: cannot unmarshal ${jsonKind(value)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    );
  }
  return {
    clusters: namedEntries(value.clusters, 'cluster'),
    users: namedEntries(value.users, 'user'),
    contexts: namedEntries(value.contexts, 'context'),
    currentContext: String(value['current-context'] ?? ''),
    preferences: value.preferences ?? {},
  };
}

const jsonKind = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : String(typeof value));

function readIfThere(path: string, files: Files): string | undefined {
  try {
    return files.read(path);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new CliError(
      `error loading config file "${path}": ${code === 'EISDIR' ? `read ${path}: is a directory` : `open ${path}: permission denied`}`,
    );
  }
}

function namedEntries<T>(list: unknown, field: string): Record<string, T> {
  const entries: Record<string, T> = {};
  if (!Array.isArray(list)) return entries;
  for (const item of list)
    if (typeof item?.name === 'string' && !Object.hasOwn(entries, item.name)) entries[item.name] = { ...item[field] };
  return entries;
}

/** The text of a file, entries by name. */
export function kubeconfigYaml(config: Kubeconfig): string {
  return emitYaml(kubeconfigJson(config) as any);
}

/** As metav1 has it: lists of named entries. */
export function kubeconfigJson(config: Kubeconfig): JsonObject {
  const list = (entries: Record<string, JsonObject>, field: string) =>
    Object.keys(entries)
      .sort()
      .map((name) => ({ [field]: entries[name]!, name }));
  const orNull = (entries: JsonObject[]) => (entries.length ? entries : null);
  return {
    apiVersion: 'v1',
    clusters: orNull(list(config.clusters, 'cluster')),
    contexts: orNull(list(config.contexts, 'context')),
    'current-context': config.currentContext,
    kind: 'Config',
    preferences: config.preferences,
    users: orNull(list(config.users, 'user')),
  };
}

/** Writes it, making its folder. */
export function writeKubeconfig(path: string, config: Kubeconfig, files: Files): void {
  const folder = path.slice(0, path.lastIndexOf('/'));
  try {
    if (folder && !files.stat(folder)) files.makeFolder(folder);
    files.write(path, kubeconfigYaml(config), OWNER_ONLY.file);
  } catch (error) {
    throw new CliError(`open ${path}: ${(error as { code?: string }).code === 'EACCES' ? 'permission denied' : (error as Error).message}`);
  }
}

/** Entries of the earlier files stand before those of the later ones. */
export function mergeKubeconfigs(configs: readonly Kubeconfig[]): Kubeconfig {
  const merged = emptyKubeconfig();
  for (const config of configs) {
    for (const part of ['clusters', 'users', 'contexts'] as const) Object.assign(merged[part], { ...config[part], ...merged[part] });
    merged.currentContext ||= config.currentContext;
    merged.preferences = { ...config.preferences, ...merged.preferences };
  }
  return merged;
}

/** Paths inside made absolute, as they are used and shown. */
export function resolvePaths(config: Kubeconfig, path: string): Kubeconfig {
  const folder = path.slice(0, path.lastIndexOf('/')) || '/';
  const resolved = { ...config };
  for (const part of ['clusters', 'users'] as const) {
    resolved[part] = Object.fromEntries(
      Object.entries(config[part]).map(([name, entry]) => {
        const copied: Record<string, any> = { ...entry };
        for (const field of PATHS[part]) if (copied[field] && !copied[field].startsWith('/')) copied[field] = `${folder}/${copied[field]}`;
        return [name, copied];
      }),
    );
  }
  return resolved;
}

/** Which files count, and which one is written. */
export function kubeconfigFiles(explicit: string, terminal: Terminal, home: string): { paths: string[]; explicit: boolean } {
  const absolute = (path: string) => (path.startsWith('/') ? path : `${terminal.cwd}/${path}`);
  if (explicit) return { paths: [absolute(explicit)], explicit: true };
  const { KUBECONFIG, AKSLAB_ENV } = terminal.env;
  if (AKSLAB_ENV && KUBECONFIG) return { paths: KUBECONFIG.split(':').filter(Boolean).map(absolute), explicit: false };
  return { paths: [`${home}/kubeconfig`], explicit: false };
}
