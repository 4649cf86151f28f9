/** Requests to the API server that the kubeconfig names. */
import type { ApiRequest, ApiResponse, WatchEvent } from '../../../core/kubernetes/apiserver/types.ts';
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { NoSuchHost, type Lab } from '../../shared/lab.ts';
import type { Terminal } from '../../shared/terminal.ts';
import { CliError, ConnectionError, StatusError, statusOf } from '../frame/errors.ts';
import type { ClientConfig, Endpoint } from '../kubeconfig/client-config.ts';
import { createMapper, type Mapper, type Mapping } from './mapper.ts';

export interface RequestOptions {
  query?: Query;
  /** Fields that are undefined are left out. */
  body?: object | string;
  contentType?: string;
  accept?: string;
}

export type Query = Record<string, string | number | boolean | undefined>;

export interface Client {
  /** One request; its answer. Throws StatusError where it is no success. */
  request(method: ApiRequest['method'], path: string, options?: RequestOptions): Promise<ApiResponse>;
  /** The object in the answer. */
  object(method: ApiRequest['method'], path: string, options?: RequestOptions): Promise<KubeObject>;
  get(mapping: Mapping, namespace: string, name: string, options?: RequestOptions): Promise<KubeObject>;
  /** Follows what changes after a resourceVersion, until the signal or until `each` says stop. */
  watch(
    path: string,
    query: Query,
    resourceVersion: string,
    each: (event: WatchEvent) => boolean | void,
    options?: { accept?: string; until?: number },
  ): Promise<void>;
  readonly mapper: Mapper;
  /** How many different warnings the server has given. */
  readonly warnings: number;
  readonly server: string;
}

export const PATCH_TYPES = {
  strategic: 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

const USER_AGENT = 'kubectl/v1.20.2 (linux/amd64) kubernetes/faecb19';

export function createClient(config: ClientConfig, terminal: Terminal, lab: Lab): Client {
  let endpoint: Endpoint | undefined;
  const warned = new Set<string>();

  async function send(
    method: ApiRequest['method'],
    path: string,
    { query, body, contentType, accept }: RequestOptions = {},
  ): Promise<ApiResponse> {
    const { server, clientCertificate, token, headers } = (endpoint ??= config.endpoint());
    const request: ApiRequest = {
      method,
      path: path + queryText(query),
      headers: {
        accept: accept ?? 'application/json',
        'user-agent': USER_AGENT,
        ...(body === undefined ? {} : { 'content-type': contentType ?? 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(clientCertificate ? { credentials: { clientCertificate } } : {}),
    };
    try {
      return await lab.api(server, request);
    } catch (error) {
      if (error instanceof NoSuchHost)
        throw new ConnectionError(`Unable to connect to the server: dial tcp: lookup ${error.host}: no such host`);
      throw error;
    }
  }

  async function request(method: ApiRequest['method'], path: string, options?: RequestOptions): Promise<ApiResponse> {
    const answer = await send(method, path, options);
    for (const warning of answer.warnings ?? []) {
      if (!warned.has(warning)) terminal.stderr.write(`${warningPrefix(terminal)} ${warning}\n`);
      warned.add(warning);
    }
    if (answer.code >= 400) throw new StatusError(statusOf(answer.body, answer.code));
    return answer;
  }

  const object = async (method: ApiRequest['method'], path: string, options?: RequestOptions) =>
    (await request(method, path, options)).body as KubeObject;

  /** Discovery that is not allowed, or not there, finds nothing: client-go passes it over. */
  async function discover(path: string): Promise<any> {
    try {
      return await object('GET', path);
    } catch (error) {
      if (error instanceof StatusError && ['Forbidden', 'NotFound'].includes(error.reason)) return { groups: [], resources: [] };
      throw error;
    }
  }

  async function watch(
    path: string,
    query: Query,
    from: string,
    each: (event: WatchEvent) => boolean | void,
    { accept, until }: { accept?: string; until?: number } = {},
  ): Promise<void> {
    for (let resourceVersion = from; ;) {
      const { watch: batch } = await request('GET', path, { accept, query: { ...query, watch: true, resourceVersion } });
      for (const event of batch?.events ?? []) if (each(event) === false) return;
      if (batch) resourceVersion = batch.resourceVersion;
      if (until !== undefined && lab.clock.now() >= until) return;
      await lab.change({ until, signal: terminal.signal });
    }
  }

  return {
    request,
    object,
    get: async (mapping, namespace, name, options) => object('GET', objectPath(mapping, namespace, name), options),
    watch,
    mapper: createMapper(discover),
    get warnings() {
      return warned.size;
    },
    get server() {
      return (endpoint ??= config.endpoint()).server;
    },
  };
}

/** Yellow on a terminal that has colours, as kubectl has it. */
function warningPrefix({ stderr, env }: Terminal): string {
  const coloured = stderr.isTTY && env.TERM !== 'dumb' && env.NO_COLOR === undefined;
  return coloured ? '\u001b[33;1mWarning:\u001b[0m' : 'Warning:';
}

function queryText(query: Query = {}): string {
  const parts = Object.entries(query).filter(([, value]) => value !== undefined && value !== '' && value !== false);
  return parts.length ? `?${parts.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`).join('&')}` : '';
}

/** `/api/v1`, `/apis/apps/v1`. */
export const groupVersionPath = ({ group, version }: { group: string; version: string }): string =>
  group ? `/apis/${group}/${version}` : `/api/${version}`;

/** The path of a collection; no namespace: of all. */
export function collectionPath(mapping: Mapping, namespace: string): string {
  const within = mapping.namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${groupVersionPath(mapping)}${within}/${mapping.resource}`;
}

/** The path of an object. Refuses what client-go refuses to send. */
export function objectPath(mapping: Mapping, namespace: string, name: string): string {
  if (!name) throw new CliError('resource name may not be empty');
  if (mapping.namespaced && !namespace) throw new CliError('an empty namespace may not be set when a resource name is provided');
  if (name === '.' || name === '..' || /[/%]/.test(name)) {
    const why = name === '.' || name === '..' ? `may not be '${name}'` : `may not contain '${/[/%]/.exec(name)![0]}'`;
    throw new CliError(`invalid resource name ${JSON.stringify(name)}: [${why}]`);
  }
  return `${collectionPath(mapping, namespace)}/${encodeURIComponent(name).replaceAll('%3A', ':')}`;
}
