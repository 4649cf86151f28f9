/**
 * The API server of one cluster: everything behind `cluster.handle`.
 *
 * @example createApiServer('c1', host).handle({ method: 'GET', path: '/api/v1/namespaces', credentials: { user: ADMIN } })
 */
import { createAuthorizer } from '../authorization/rbac.ts';
import type { ClusterConfig, ClusterHost } from '../cluster.ts';
import { customResourceDefinitions } from '../resources/customresourcedefinitions.ts';
import { resourceKey } from '../resources/registry.ts';
import { versionsOf, type Versions } from '../versions.ts';
import { handle } from './chain.ts';
import { registryWithCustomResources, removeInstancesWithDefinition } from './custom-resources.ts';
import type { ApiServer } from './server.ts';
import { createStorage } from './storage.ts';
import { admissionPlugins } from '../admission/index.ts';

const DEFINITIONS = resourceKey(customResourceDefinitions);

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
  /** During a pass: what was found at its start, since nothing in it changes the config, or after the last write of a definition. */
  let held: Setting | undefined;
  let isPassing = false;
  objects.onWrite(({ resource }) => {
    if (resource.endsWith('.rbac.authorization.k8s.io')) isRbacStale = true;
    if (resource === DEFINITIONS) held = undefined;
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
  const setting = (): Setting => (isPassing ? (held ??= look()) : look());
  function pass<T>(work: () => T): T {
    if (isPassing) return work();
    isPassing = true;
    try {
      return work();
    } finally {
      isPassing = false;
      held = undefined;
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
      return pass(() => handle(server, request));
    },
    handleInside(request) {
      if (isRbacStale) refresh();
      return pass(() => handle(server, request));
    },
    pass,
  };
  return server;
}
