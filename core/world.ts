import { createAzure } from './azure/index.ts';
import type { Clusters } from './azure/clusters.ts';
import type { Azure } from './azure/types.ts';
import type { Clock } from './clock.ts';
import { createCluster, type Cluster, type ClusterConfig, type ClusterHost } from './kubernetes/cluster.ts';
import type { Pki } from './pki.ts';
import type { Store } from './store.ts';

/** Everything that is simulated, over one store: Azure, and each of its clusters. */
export interface World {
  azure: Azure;
  /** The cluster whose API server has that host name, or undefined. */
  clusterAt(host: string): Cluster | undefined;
  cluster(id: string): Cluster | undefined;
  /** Settles Azure and every cluster that has something due, in order of due time. */
  settle(): void;
  /** When anything is due next (milliseconds), or undefined. */
  nextDue(): number | undefined;
}

export interface WorldHost extends Omit<ClusterHost, 'certificates'> {
  pki: Pki;
}

/** Host names by cluster id: a part of its own, so that finding the clusters loads none of them. */
const INDEX = '/world/clusters/';
const configKey = (id: string): string => `/clusters/${id}/config`;

/** @example const world = createWorld({ store, clock, random, latency: 'none', pki }); world.azure.handle({ method: 'GET', path: '/subscriptions' }) */
export function createWorld(host: WorldHost): World {
  const { store } = host;
  const clock = standingClock(host.clock);
  const known = new Map<string, Cluster>();
  const clusterHost: ClusterHost = {
    store,
    clock,
    random: host.random,
    certificates: host.pki,
    get horizon() {
      return host.clock.now();
    },
    get latency() {
      return host.latency;
    },
  };

  function cluster(id: string): Cluster | undefined {
    if (!store.get(INDEX + id)) {
      known.delete(id);
      return undefined;
    }
    let found = known.get(id);
    if (!found) known.set(id, (found = createCluster(id, clusterHost)));
    return found;
  }

  const clusters = clustersIn(store, (id, at) => clock.standAt(at, () => cluster(id)?.settle()));
  const azure = createAzure({
    store,
    clock,
    random: host.random,
    pki: host.pki,
    clusters,
    get latency() {
      return host.latency;
    },
  });
  const all = (): (Azure | Cluster)[] => [azure, ...store.list(INDEX).map((entry) => cluster(entry.key.slice(INDEX.length))!)];

  /** Whoever has the earliest transition, Azure before its clusters. */
  function earliest(): { who: Azure | Cluster; due: number } | undefined {
    let first: { who: Azure | Cluster; due: number } | undefined;
    for (const who of all()) {
      const due = who.nextDue();
      if (due !== undefined && due < (first?.due ?? Infinity)) first = { who, due };
    }
    return first;
  }

  return {
    azure,
    cluster,
    clusterAt(name) {
      const id = name.split('.')[0]!;
      if ((store.get(INDEX + id)?.value as { fqdn: string } | undefined)?.fqdn !== name) return undefined;
      // The host name of a stopped cluster resolves to nothing.
      return (store.get(configKey(id))?.value as ClusterConfig | undefined)?.stopped ? undefined : cluster(id);
    },
    settle() {
      for (let next = earliest(); next && next.due <= host.clock.now(); next = earliest()) {
        const { who, due } = next;
        clock.standAt(due, () => who.settle());
      }
    },
    nextDue: () => earliest()?.due,
  };
}

/** A clock that can be held at a due time while what is due then happens. */
function standingClock(clock: Clock): Clock & { standAt(time: number, action: () => void): void } {
  let standing: number | undefined;
  return {
    now: () => standing ?? clock.now(),
    standAt(time, action) {
      const before = standing;
      standing = time;
      try {
        action();
      } finally {
        standing = before;
      }
    },
  };
}

/** What Azure decides about clusters, written where they find it. `settled` lets a cluster act on it at that time. */
function clustersIn(store: Store, settled: (id: string, at: number) => void): Clusters {
  const config = (id: string) => store.get(configKey(id))?.value as ClusterConfig | undefined;
  return {
    config,
    create(id, config, at) {
      store.put(INDEX + id, { fqdn: config.fqdn });
      store.put(configKey(id), config);
      settled(id, at);
    },
    configure(id, change, at) {
      store.put(configKey(id), { ...config(id)!, ...change } as ClusterConfig);
      settled(id, at);
    },
    remove(id) {
      for (const entry of store.list(`/clusters/${id}/`)) store.delete(entry.key);
      store.delete(INDEX + id);
    },
  };
}
