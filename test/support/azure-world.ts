import { createAzure } from '../../core/azure/index.ts';
import type { World, WorldHost } from '../../core/world.ts';

/** A world with Azure and without Kubernetes: what az alone needs. */
export function azureWorld(host: WorldHost): World {
  const configs = new Map();
  const azure = createAzure({
    store: host.store,
    clock: host.clock,
    random: host.random,
    pki: host.pki,
    get latency() {
      return host.latency;
    },
    clusters: {
      create: (id, config) => void configs.set(id, config),
      configure: (id, change) => void configs.set(id, { ...configs.get(id), ...change }),
      remove: (id) => void configs.delete(id),
      config: (id) => configs.get(id),
    },
  });
  return { azure, clusterAt: () => undefined, cluster: () => undefined, settle: () => azure.settle(), nextDue: () => azure.nextDue() };
}
