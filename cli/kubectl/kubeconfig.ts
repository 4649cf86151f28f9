/** The kubeconfig file, and who a request comes from: after k8s.io/client-go/tools/clientcmd. */
import { readDocuments, emitYaml, type JsonValue } from '../../formats/goyaml/index.ts';
import type { Terminal } from '../shared/terminal.ts';
import { KubectlError, PlainError } from './errors.ts';

export interface Kubeconfig {
  apiVersion: string;
  kind: string;
  preferences: object;
  'current-context': string;
  clusters: { name: string; cluster: ClusterEntry }[];
  contexts: { name: string; context: ContextEntry }[];
  users: { name: string; user: UserEntry }[];
}

export interface ClusterEntry {
  server?: string;
  'certificate-authority'?: string;
  'certificate-authority-data'?: string;
  'insecure-skip-tls-verify'?: boolean;
  [more: string]: any;
}
export interface ContextEntry {
  cluster: string;
  user: string;
  namespace?: string;
}
export interface UserEntry {
  'client-certificate'?: string;
  'client-certificate-data'?: string;
  'client-key'?: string;
  'client-key-data'?: string;
  token?: string;
  username?: string;
  password?: string;
  [more: string]: any;
}

/** A kubeconfig that cannot be used: kubectl says `Error in configuration: ...`. */
export class ConfigurationError extends PlainError {
  constructor(problem: string) {
    super(`Error in configuration: ${problem}`);
  }
}

export const emptyKubeconfig = (): Kubeconfig => ({ apiVersion: 'v1', kind: 'Config', preferences: {}, 'current-context': '', clusters: [], contexts: [], users: [] });

/** The file that counts: --kubeconfig, else KUBECONFIG where akslab env set it, else the home's own. */
export function kubeconfigPath(flag: string, env: Terminal['env'], home: string): string {
  if (flag) return flag;
  const { KUBECONFIG, AKSLAB_ENV } = env;
  if (KUBECONFIG && AKSLAB_ENV) return KUBECONFIG.split(':')[0]!;
  return `${home}/kubeconfig`;
}

export function loadKubeconfig(path: string, terminal: Terminal, explicit: boolean): Kubeconfig {
  let text: string;
  try {
    text = terminal.files.read(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !explicit) return emptyKubeconfig();
    throw new KubectlError(fileProblem(error as NodeJS.ErrnoException, path));
  }
  const [document] = readDocuments(text);
  if (!document) return emptyKubeconfig();
  if (document.error !== undefined) throw new KubectlError(`error loading config file "${path}": ${document.error.replace(/^error converting YAML to JSON: /, '')}`);
  const value = document.value as unknown as Partial<Kubeconfig>;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new KubectlError(`error loading config file "${path}": json: cannot unmarshal ${typeof value} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`);
  return { ...emptyKubeconfig(), ...value, clusters: value.clusters ?? [], contexts: value.contexts ?? [], users: value.users ?? [], 'current-context': value['current-context'] ?? '' };
}

function fileProblem(error: NodeJS.ErrnoException, path: string): string {
  if (error.code === 'ENOENT') return `stat ${path}: no such file or directory`;
  if (error.code === 'EACCES') return `error loading config file "${path}": open ${path}: permission denied`;
  if (error.code === 'EISDIR') return `error loading config file "${path}": read ${path}: is a directory`;
  return error.message;
}

/** Writes it as kubectl does: keys in order, empty parts as null or {}. */
export function saveKubeconfig(path: string, config: Kubeconfig, terminal: Terminal): void {
  const byName = <T extends { name: string }>(list: T[]) => [...list].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const value = {
    ...config,
    clusters: config.clusters.length ? byName(config.clusters) : null,
    contexts: config.contexts.length ? byName(config.contexts) : null,
    users: config.users.length ? byName(config.users) : null,
  };
  try {
    terminal.files.write(path, emitYaml(value as unknown as JsonValue));
  } catch (error) {
    throw new KubectlError(`open ${path}: ${(error as NodeJS.ErrnoException).code === 'EACCES' ? 'permission denied' : (error as Error).message}`);
  }
}

/** Who asks, and whom: what a request needs of the kubeconfig and the global flags. */
export interface Connection {
  server: string;
  namespace: string;
  /** Whether the namespace was said by a flag or a context, not assumed. */
  namespaceGiven: boolean;
  clientCertificate?: string;
  token?: string;
  impersonate?: { user: string; groups: string[] };
}

export interface Overrides {
  context: string;
  cluster: string;
  user: string;
  server: string;
  token: string;
  namespace: string;
  as: string;
  asGroups: string[];
  clientCertificate: string;
}

/** The server kubectl assumes where nothing is configured. */
export const NO_SERVER = 'http://localhost:8080';

export function connect(config: Kubeconfig, overrides: Overrides, terminal: Terminal): Connection {
  const contextName = overrides.context || config['current-context'];
  const context = config.contexts.find((c) => c.name === contextName)?.context;
  if (overrides.context && !context) throw new ConfigurationError(`context was not found for specified context: ${overrides.context}`);
  const clusterName = overrides.cluster || context?.cluster || '';
  const cluster = config.clusters.find((c) => c.name === clusterName)?.cluster;
  if (overrides.cluster && !cluster && !overrides.server) throw new ConfigurationError(`cluster "${overrides.cluster}" does not exist`);
  const userName = overrides.user || context?.user || '';
  const user = config.users.find((u) => u.name === userName)?.user;
  if (overrides.user && !user) throw new ConfigurationError(`auth info "${overrides.user}" does not exist`);
  const namespace = overrides.namespace || context?.namespace || '';
  return {
    server: overrides.server || cluster?.server || NO_SERVER,
    namespace: namespace || 'default',
    namespaceGiven: namespace !== '',
    clientCertificate: certificateOf(user, overrides, terminal),
    token: overrides.token || user?.token,
    impersonate: overrides.as || overrides.asGroups.length ? { user: overrides.as, groups: overrides.asGroups } : undefined,
  };
}

function certificateOf(user: UserEntry | undefined, overrides: Overrides, terminal: Terminal): string | undefined {
  const path = overrides.clientCertificate || user?.['client-certificate'];
  if (overrides.clientCertificate || (path && !user?.['client-certificate-data'])) {
    try {
      return terminal.files.read(path!);
    } catch {
      throw new ConfigurationError(`unable to read client-cert ${path} for ${overrides.user} due to open ${path}: no such file or directory`);
    }
  }
  const data = user?.['client-certificate-data'];
  return data ? Buffer.from(data, 'base64').toString('utf8') : undefined;
}
