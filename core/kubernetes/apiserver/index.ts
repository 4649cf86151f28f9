/**
 * The API server of one cluster: everything behind `cluster.handle`.
 *
 * @example createApiServer('c1', host).handle({ method: 'GET', path: '/api/v1/namespaces', credentials: { user: ADMIN } })
 */
import { createAuthorizer } from '../authorization/rbac.ts';
import type { ClusterConfig, ClusterHost } from '../cluster.ts';
import { versionsOf, type Versions } from '../versions.ts';
import { handle } from './chain.ts';
import { registryWithCustomResources, removeInstancesWithDefinition } from './custom-resources.ts';
import type { ApiServer } from './server.ts';
import type { ApiRequest, ApiResponse } from './types.ts';
import { createStorage } from './storage.ts';
import { admissionPlugins } from '../admission/index.ts';

/** What a cluster's config comes to. */
type Setting = Pick<ApiServer, 'versions' | 'registry'> & Pick<ClusterConfig, 'podSecurityPolicy'>;

export function createApiServer(id: string, host: ClusterHost): ApiServer {
  let known: { version: string; versions: Versions } | undefined;
  const objects = createStorage(host.store, id);
  const registry = registryWithCustomResources(objects);
  removeInstancesWithDefinition(objects);

  const authorizer = createAuthorizer(host.store, id);
  /** Whether roles or bindings were written since the authorizer last looked. */
  let isRbacStale = true;
  objects.onWrite(({ resource }) => {
    if (resource.endsWith('.rbac.authorization.k8s.io')) isRbacStale = true;
  });
  function refresh(): void {
    authorizer.refresh();
    isRbacStale = false;
  }

  const config = (): ClusterConfig => {
    const entry = host.store.get(`/clusters/${id}/config`);
    if (!entry) throw new Error(`cluster ${id} has no config`);
    return entry.value as ClusterConfig;
  };
  /** What follows from the cluster's config, versions made again only after an upgrade. */
  const look = (): Setting => {
    const current = config();
    if (known?.version !== current.version) known = { version: current.version, versions: versionsOf(current.version) };
    const { versions } = known;
    return { versions, registry: registry(versions), podSecurityPolicy: current.podSecurityPolicy };
  };
  /** During a request: what it found at its start, since no request changes the config. */
  let held: Setting | undefined;
  const setting = (): Setting => held ?? look();
  function holding(request: ApiRequest): ApiResponse {
    const outer = held;
    held = look();
    try {
      return handle(server, request);
    } finally {
      held = outer;
    }
  }

  const server: ApiServer = {
    id,
    store: host.store,
    clock: host.clock,
    random: host.random,
    get latency() {
      return host.latency;
    },
    certificates: host.certificates,
    config,
    get versions() {
      return setting().versions;
    },
    get registry() {
      return setting().registry;
    },
    objects,
    authorizer,
    get plugins() {
      return admissionPlugins(setting(), server.versions);
    },
    node: {},
    handle(request) {
      refresh();
      return holding(request);
    },
    handleInside(request) {
      if (isRbacStale) refresh();
      return holding(request);
    },
  };
  return server;
}
