/** What the stages and handlers work with: the server, and one call on its way through the chain. */
import type { Authorizer } from '../authorization/rbac.ts';
import type { AdmissionContext, AdmissionPlugin } from '../admission/types.ts';
import type { ClusterConfig, ClusterHost } from '../cluster.ts';
import { groupVersion, type Registry, type Served } from '../resources/registry.ts';
import type { ResourceContext } from '../resources/types.ts';
import type { Versions } from '../versions.ts';
import type { Qualified } from './errors.ts';
import type { ObjectStorage } from './storage.ts';
import type { ApiRequest, ApiResponse, RequestInfo, UserInfo } from './types.ts';

export interface ApiServer extends ClusterHost {
  id: string;
  config(): ClusterConfig;
  versions: Versions;
  registry: Registry;
  objects: ObjectStorage;
  authorizer: Authorizer;
  plugins: readonly AdmissionPlugin[];
  /** Answers for pods/log, pods/exec and their like, which a node would give. */
  node: NodeAnswers;
  /** Runs a request through the chain. */
  handle(request: ApiRequest): ApiResponse;
  /** The same for a request that is made while another is handled, as controllers do: nobody else can have changed roles or bindings since. */
  handleInside(request: ApiRequest): ApiResponse;
  /** Does work in which nothing but this server writes: what the config comes to is looked up once for all of it. */
  pass<T>(work: () => T): T;
}

/** What a kubelet answers through the API server. Undefined: it cannot. Both refuse with a Status what cannot be done. */
export interface NodeAnswers {
  /** The container's log as text; `container`, `previous`, `tailLines`, `sinceSeconds`, `timestamps` and the like stand in the query. */
  log?(call: ResourceCall): ApiResponse;
  /** The program stands in the query (`command`, once a word); the body is an `ExecOutcome`, since there are no streams. */
  exec?(call: ResourceCall): ApiResponse;
}

/** What became of a program that ran in a container. */
export interface ExecOutcome {
  stdout: string;
  stderr: string;
  exitCode: number;
}

/** One request on its way through the chain; each stage adds what it finds out. */
export interface Call {
  server: ApiServer;
  request: ApiRequest;
  info: RequestInfo;
  query: URLSearchParams;
  user: UserInfo;
  warnings: string[];
}

/** A call for a resource that is served. */
export interface ResourceCall extends Call {
  served: Served;
}

export type Handler = (call: ResourceCall) => ApiResponse;

/** What resource files are told of the world. */
export function contextOf(
  { server, served, user }: Pick<ResourceCall, 'server' | 'served'> & Partial<Pick<ResourceCall, 'user'>>,
  dryRun = false,
): ResourceContext {
  return {
    versions: server.versions,
    now: server.clock.now(),
    random: server.random,
    requestVersion: groupVersion(served.group, served.version),
    dryRun,
    user,
    stored(key) {
      const resource = server.registry.resource(key);
      return resource ? server.objects.list(resource) : [];
    },
  };
}

/** The resource of a call as messages name it: with the group that was asked for. */
export const resourceOf = (call: ResourceCall): Qualified => ({ group: call.served.group, name: call.served.resource.plural });

export const header = (request: ApiRequest, name: string): string | undefined => {
  const value = request.headers?.[name];
  return Array.isArray(value) ? value[0] : value;
};

export const headers = (request: ApiRequest, name: string): string[] => {
  const value = request.headers?.[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
};

export type { AdmissionContext };
