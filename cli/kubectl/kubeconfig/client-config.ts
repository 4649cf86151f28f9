/** Where to send requests, as whom, and about which namespace: the kubeconfig and the options that override it. */
import type { Lab } from '../../shared/lab.ts';
import type { Terminal } from '../../shared/terminal.ts';
import { CliError, ConfigurationInvalid, ConnectionError } from '../frame/errors.ts';
import { requestTimeout } from '../frame/duration.ts';
import type { Flags } from '../frame/flags.ts';
import {
  emptyKubeconfig,
  kubeconfigFiles,
  mergeKubeconfigs,
  readKubeconfig,
  resolvePaths,
  type ContextEntry,
  type Kubeconfig,
  type UserEntry,
} from './file.ts';

export interface ClientConfig {
  /** All files merged. */
  kubeconfig(): Kubeconfig;
  /** The file that `config` commands write. */
  path(): string;
  /** The paths that were looked at. */
  paths(): readonly string[];
  context(): { name: string; entry: ContextEntry };
  namespace(): { name: string; explicit: boolean };
  endpoint(): Endpoint;
}

export interface Endpoint {
  /** `https://host:443`. */
  server: string;
  /** PEM. */
  clientCertificate?: string;
  token?: string;
  headers: Record<string, string | string[]>;
}

const BAD_TIMEOUT =
  'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 0s | 2m | 3h)';
const REFUSED = 'The connection to the server localhost:8080 was refused - did you specify the right host or port?';

export function createClientConfig(flags: Flags, terminal: Terminal, lab: Lab): ClientConfig {
  const where = kubeconfigFiles(flags.string('kubeconfig'), terminal, lab.home);
  let loaded: Kubeconfig | undefined;

  function kubeconfig(): Kubeconfig {
    if (loaded) return loaded;
    const found: Kubeconfig[] = [];
    for (const path of where.paths) {
      const config = readKubeconfig(path, terminal.files);
      if (!config && where.explicit) throw new CliError(`stat ${flags.string('kubeconfig')}: no such file or directory`);
      if (config) found.push(resolvePaths(config, path));
    }
    return (loaded = found.length ? mergeKubeconfigs(found) : emptyKubeconfig());
  }

  function context(): { name: string; entry: ContextEntry } {
    const config = kubeconfig();
    const name = flags.string('context') || config.currentContext;
    const entry = config.contexts[name];
    if (name && !entry) throw new ConfigurationInvalid([new Error(`context was not found for specified context: ${name}`)]);
    return { name, entry: entry ?? {} };
  }

  function namespace(): { name: string; explicit: boolean } {
    if (flags.string('namespace')) return { name: flags.string('namespace'), explicit: true };
    return { name: context().entry.namespace || 'default', explicit: false };
  }

  function endpoint(): Endpoint {
    const timeout = flags.string('request-timeout');
    if (requestTimeout(timeout) === undefined) throw new CliError(BAD_TIMEOUT);
    const config = kubeconfig();
    const { entry } = context();
    const clusterName = flags.string('cluster') || entry.cluster || '';
    // A command's own --user (create rolebinding) hides the global one, as in pflag.
    const chosenUser = flags.specs.find((spec) => spec.name === 'user')?.type === 'string' ? flags.string('user') : '';
    const userName = chosenUser || entry.user || '';
    if (flags.string('cluster') && !config.clusters[clusterName]) throw new CliError(`no server found for cluster "${clusterName}"`);
    if (chosenUser && !config.users[userName]) throw new CliError(`auth info "${userName}" does not exist`);
    const server = flags.string('server') || config.clusters[clusterName]?.server;
    if (!server) throw new ConnectionError(REFUSED);
    const user = config.users[userName] ?? {};
    return { server: server.includes('://') ? server : `http://${server}`, ...credentials(user), headers: impersonation(user, userName) };
  }

  function credentials(user: UserEntry): { clientCertificate?: string; token?: string } {
    const certificate = flags.string('client-certificate') || user['client-certificate'];
    const data = user['client-certificate-data'];
    return {
      clientCertificate: data && !flags.string('client-certificate') ? decodeBase64(data) : certificate ? readFile(certificate) : undefined,
      token: flags.string('token') || user.token || (user.tokenFile && readFile(user.tokenFile).trim()) || undefined,
    };
  }

  function readFile(path: string): string {
    try {
      return terminal.files.read(path);
    } catch {
      throw new ConfigurationInvalid([new Error(`unable to read ${path}: open ${path}: no such file or directory`)]);
    }
  }

  function impersonation(user: UserEntry, userName: string): Record<string, string | string[]> {
    const name = flags.string('as') || user.as || '';
    const groups = flags.changed('as-group') ? flags.list('as-group') : (user['as-groups'] ?? []);
    if (groups.length && !name) throw new CliError(`requesting groups or user-extra for ${userName} without impersonating a user`);
    if (!name) return {};
    return { 'impersonate-user': name, ...(groups.length ? { 'impersonate-group': groups } : {}) };
  }

  return { kubeconfig, path: () => where.paths[0]!, paths: () => where.paths, context, namespace, endpoint };
}

function decodeBase64(data: string): string {
  try {
    return atob(data);
  } catch {
    throw new ConfigurationInvalid([new Error('illegal base64 data in client-certificate-data')]);
  }
}
