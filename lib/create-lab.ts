/**
 * akslab as a library: a whole lab in this process, for tests that must see the same Forbidden line for ever.
 *
 * @example
 * const lab = await createLab({ cluster: { version: '1.18.8', podSecurityPolicy: true } });
 * await lab.kubectl('create namespace psp-aks');
 * const answer = await lab.as('jane').apply(pod);   // { code: 403, message: 'pods "x" is forbidden: ...' }
 * lab.close();
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import type { ApiRequest, ApiResponse } from '../core/kubernetes/apiserver/types.ts';
import type { KubeObject } from '../core/kubernetes/object.ts';
import type { Latency } from '../core/latency.ts';
import type { Outcome } from '../scenarios/expect.ts';
import { milliseconds } from '../scenarios/load.ts';
import { makeCluster } from '../scenarios/clusters.ts';
import { memorySession } from '../scenarios/memory-session.ts';
import type { Session } from '../scenarios/session.ts';

export interface LabOptions {
  /** A cluster that is there from the start; none with `false`. Default: 1.18.8 with pod security policy enabled. */
  cluster?: false | { version?: string; podSecurityPolicy?: boolean; nodes?: number; group?: string; name?: string };
  /** Fixes uids and suffixes; 1 unless given. */
  seed?: number;
  /** Where the clock stands at the start: RFC 3339 or milliseconds since the epoch. */
  now?: string | number;
  /** How long slow things take; `none` unless given. */
  latency?: Latency;
}

/** What the cluster answered to one request. */
export interface Answer {
  /** HTTP status code. */
  code: number;
  /** The object that came back, or the Status. */
  body: any;
  /** Whether the request went through. */
  ok: boolean;
  /** The Status message of a refusal; empty otherwise. */
  message: string;
  /** The policy that admitted a pod, where there is one. */
  policy?: string;
  warnings: string[];
}

export interface Client {
  /** Creates the object, or merges it into the one that is there. A manifest as text (YAML or JSON, one document) or as a value. */
  apply(manifest: string | object, options?: { namespace?: string; dryRun?: boolean }): Promise<Answer>;
  create(manifest: string | object, options?: { namespace?: string; dryRun?: boolean }): Promise<Answer>;
  get(kind: string, name: string, namespace?: string): Promise<Answer>;
  delete(kind: string, name: string, namespace?: string): Promise<Answer>;
  /** Any request at the API server's door. */
  request(request: ApiRequest): Promise<Answer>;
}

export interface AksLab extends Client {
  /** The same cluster, asked as somebody else. Service accounts bring their groups; others are in system:authenticated. */
  as(user: string, groups?: string[]): Client;
  az(args: string | string[]): Promise<Outcome>;
  kubectl(args: string | string[]): Promise<Outcome>;
  /** A line as a person types it: pipes, heredocs, aliases. */
  sh(line: string): Promise<Outcome>;
  /** Writes files for `-f`, relative to the lab's folder. */
  write(files: Record<string, string>): void;
  readonly folder: string;
  clock: {
    now(): Date;
    /** Moves the clock: `5m`, `30s`, or milliseconds. What is due happens. */
    advance(by: string | number): Promise<void>;
  };
  snapshot(): Promise<unknown>;
  restore(snapshot: unknown): Promise<void>;
  /** Removes the lab's folders. */
  close(): void;
}

/** Opens a lab. Throws where the cluster cannot be made, with az's own message. */
export async function createLab(options: LabOptions = {}): Promise<AksLab> {
  const { cluster = {}, seed = 1, now, latency = 'none' } = options;
  const named = cluster && {
    version: '1.18.8',
    podSecurityPolicy: true,
    nodes: 1,
    group: 'myResourceGroup',
    name: 'myAKSCluster',
    ...cluster,
  };
  const session = await memorySession({ cluster: named || undefined }, { seed, now, latency });
  const broken = named && (await makeCluster(named, session));
  if (broken) {
    session.close();
    throw new Error(broken);
  }
  const client = (headers: Record<string, string | string[]>): Client =>
    apiClient((request) => knock(session, { ...request, headers: { ...headers, ...request.headers } }));
  const run = (name: 'az' | 'kubectl') => (args: string | string[]) => session.program(name, typeof args === 'string' ? words(args) : args);
  return {
    ...client({}),
    as: (user, groups = []) => client({ 'impersonate-user': user, ...(groups.length ? { 'impersonate-group': groups } : {}) }),
    az: run('az'),
    kubectl: run('kubectl'),
    sh: (line) => session.run(line),
    write: (files) => session.writeFiles(files),
    folder: session.folder,
    clock: {
      now: () => new Date(session.host.lab.clock.now()),
      advance: (by) => session.wait(typeof by === 'number' ? by : milliseconds(by)),
    },
    snapshot: () => session.host.snapshot(),
    restore: (snapshot) => session.host.restore(snapshot),
    close: () => session.close(),
  };
}

/** Asks as the kubeconfig's current user. */
async function knock(session: Session, request: ApiRequest): Promise<ApiResponse> {
  const { server, certificate } = currentContext(`${session.host.lab.home}/kubeconfig`);
  return session.host.lab.api(server, { ...request, credentials: { clientCertificate: certificate } });
}

function currentContext(path: string): { server: string; certificate: string } {
  const config = existsSync(path) ? parseAllDocuments(readFileSync(path, 'utf8'))[0]!.toJS() : undefined;
  if (!config?.['current-context'])
    throw new Error('akslab: this lab has no cluster to ask: make one with lab.az, and fetch its credentials with `aks get-credentials`');
  const context = config.contexts.find((c: any) => c.name === config['current-context']).context;
  const user = config.users.find((u: any) => u.name === context.user).user;
  const cluster = config.clusters.find((c: any) => c.name === context.cluster).cluster;
  return { server: cluster.server, certificate: Buffer.from(user['client-certificate-data'], 'base64').toString('utf8') };
}

const JSON_BODY = { 'content-type': 'application/json' };
const MERGE_PATCH = { 'content-type': 'application/merge-patch+json' };

function apiClient(ask: (request: ApiRequest) => Promise<ApiResponse>): Client {
  const send = async (request: ApiRequest): Promise<Answer> => answerOf(await ask(request));
  const query = (dryRun?: boolean) => (dryRun ? '?dryRun=All' : '');
  const client: Client = {
    request: send,
    async create(manifest, { namespace, dryRun } = {}) {
      const object = read(manifest);
      return send({
        method: 'POST',
        path: `${await pathOf(ask, object.kind, object.apiVersion, object.metadata.namespace ?? namespace)}${query(dryRun)}`,
        headers: JSON_BODY,
        body: object,
      });
    },
    async apply(manifest, { namespace, dryRun } = {}) {
      const object = read(manifest);
      const path = await pathOf(ask, object.kind, object.apiVersion, object.metadata.namespace ?? namespace);
      const there = await ask({ method: 'GET', path: `${path}/${object.metadata.name}` });
      if (there.code === 404) return client.create(object, { namespace, dryRun });
      if (there.code !== 200) return answerOf(there);
      return send({ method: 'PATCH', path: `${path}/${object.metadata.name}${query(dryRun)}`, headers: MERGE_PATCH, body: object });
    },
    get: async (kind, name, namespace) => send({ method: 'GET', path: `${await pathOf(ask, kind, undefined, namespace)}/${name}` }),
    delete: async (kind, name, namespace) => send({ method: 'DELETE', path: `${await pathOf(ask, kind, undefined, namespace)}/${name}` }),
  };
  return client;
}

function read(manifest: string | object): KubeObject {
  // As it goes over the wire: what is undefined is not there.
  if (typeof manifest !== 'string') return identified(JSON.parse(JSON.stringify(manifest)));
  const documents = parseAllDocuments(manifest, { version: '1.1' });
  if (documents.length !== 1 || documents[0]!.errors.length)
    throw new Error(documents[0]?.errors[0]?.message ?? `the manifest has ${documents.length} documents, not one`);
  return identified(documents[0]!.toJS());
}

function identified(manifest: any): KubeObject {
  const { apiVersion, kind, metadata } = manifest ?? {};
  if (apiVersion && kind && (metadata?.name || metadata?.generateName)) return manifest;
  throw new Error('akslab: a manifest needs apiVersion, kind and metadata.name');
}

/** The words of a command line: quotes and backslashes as a shell has them; nothing is expanded. */
const words = (line: string): string[] =>
  [...line.matchAll(/(?:[^\s'"\\]|\\[^]|'[^']*'|"(?:[^"\\]|\\[^])*")+/g)].map(([word]) =>
    word.replace(
      /'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^])/g,
      (_, single?: string, double?: string, escaped?: string) => single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? '',
    ),
  );

/** The path of a collection, found in the server's own discovery. `kind` may also be a plural or a short name. */
async function pathOf(
  ask: (request: ApiRequest) => Promise<ApiResponse>,
  kind: string,
  apiVersion: string | undefined,
  namespace: string | undefined,
): Promise<string> {
  for (const version of apiVersion ? [apiVersion] : await allVersions(ask)) {
    const root = version.includes('/') ? `/apis/${version}` : `/api/${version}`;
    const list = (await ask({ method: 'GET', path: root })).body as {
      resources?: { name: string; kind: string; namespaced: boolean; shortNames?: string[] }[];
    };
    const wanted = kind.toLowerCase();
    const found = list.resources?.find(
      (r) => !r.name.includes('/') && (r.kind.toLowerCase() === wanted || r.name === wanted || r.shortNames?.includes(wanted)),
    );
    if (found) return found.namespaced ? `${root}/namespaces/${namespace ?? 'default'}/${found.name}` : `${root}/${found.name}`;
  }
  throw new Error(`the cluster serves no kind ${kind}${apiVersion ? ` in ${apiVersion}` : ''}`);
}

async function allVersions(ask: (request: ApiRequest) => Promise<ApiResponse>): Promise<string[]> {
  const { groups } = (await ask({ method: 'GET', path: '/apis' })).body as { groups: { preferredVersion: { groupVersion: string } }[] };
  return ['v1', ...groups.map((g) => g.preferredVersion.groupVersion)];
}

function answerOf(response: ApiResponse): Answer {
  const body: any = response.body;
  const ok = response.code < 400;
  return {
    code: response.code,
    body,
    ok,
    message: ok ? '' : (body?.message ?? String(body)),
    policy: body?.metadata?.annotations?.['kubernetes.io/psp'],
    warnings: response.warnings ?? [],
  };
}
