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
import { createStorage } from './storage.ts';
import { admissionPlugins } from '../admission/index.ts';

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
  /** What follows from the cluster's version, made again after an upgrade. */
  const byVersion = () => {
    const { version } = config();
    if (known?.version !== version) {
      known = { version, versions: versionsOf(version) };
    }
    return known;
  };

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
      return byVersion().versions;
    },
    get registry() {
      return registry(byVersion().versions);
    },
    objects,
    authorizer,
    get plugins() {
      return admissionPlugins(config(), byVersion().versions);
    },
    node: {},
    handle(request) {
      refresh();
      return handle(server, request);
    },
    handleInside(request) {
      if (isRbacStale) refresh();
      return handle(server, request);
    },
  };
  return server;
}
