import { createAzure, type Clusters } from '../../../core/azure/index.ts';
import { manualClock } from '../../../core/clock.ts';
import type { ClusterConfig } from '../../../core/kubernetes/cluster.ts';
import type { Latency } from '../../../core/latency.ts';
import type { Pki } from '../../../core/pki.ts';
import { seededRandom } from '../../../core/random.ts';
import type { JsonObject, JsonValue } from '../../../core/store.ts';
import type { ArmRequest } from '../../../core/azure/types.ts';
import { memoryStore } from '../../../state/memory-store.ts';

export const SUB = '/subscriptions/00000000-0000-0000-0000-000000000000';
export const CLUSTER = `${SUB}/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/c1`;

/** Keys that are words: what matters here is who signs what. */
const pki: Pki = {
  authority: (commonName) => ({ certificate: `CA ${commonName}`, key: 'ca key' }),
  issueClient: (_, subject) => ({ certificate: JSON.stringify(subject), key: 'client key' }),
  issueServer: () => ({ certificate: 'server', key: 'server key' }),
  verify: () => undefined,
};

/** Azure over a store in memory, with the calls to the Kubernetes side written down. */
export function azureBench(latency: Latency = 'none') {
  const store = memoryStore();
  const clock = manualClock(Date.parse('2021-01-15T12:00:00Z'));
  const configs = new Map<string, ClusterConfig>();
  const calls: { what: string; id: string; at: number; config?: Partial<ClusterConfig> }[] = [];
  const clusters: Clusters = {
    create: (id, config, at) => void (configs.set(id, config), calls.push({ what: 'create', id, at, config })),
    configure: (id, change, at) =>
      void (configs.set(id, { ...configs.get(id)!, ...change }), calls.push({ what: 'configure', id, at, config: change })),
    remove: (id, at) => void (configs.delete(id), calls.push({ what: 'remove', id, at })),
    config: (id) => configs.get(id),
  };
  const azure = createAzure({ store, clock, random: seededRandom(1), latency, pki, clusters });
  const send = (method: ArmRequest['method'], path: string, body?: JsonValue) =>
    azure.handle({ method, path, ...(body !== undefined && { body }) });

  return {
    azure,
    store,
    clock,
    calls,
    configs,
    send,
    group: () => send('PUT', `${SUB}/resourcegroups/rg`, { location: 'eastus' }),
    /** PUTs a cluster with one pool of one node; `properties` over the defaults. */
    cluster: (properties: JsonObject = {}) =>
      send('PUT', CLUSTER, {
        location: 'eastus',
        properties: { dnsPrefix: 'c1-rg-000000', agentPoolProfiles: [{ name: 'nodepool1', count: 1, mode: 'System' }], ...properties },
      }),
    /** The cluster's properties. */
    properties: () => (send('GET', CLUSTER).body as JsonObject).properties as Record<string, any>,
    error: (answer: { body?: JsonValue }) => {
      const body = answer.body as Record<string, any>;
      return (body.error ?? body) as { code: string; message: string };
    },
    settle: () => azure.settle(),
    registerFeature: () =>
      send('POST', `${SUB}/providers/Microsoft.Features/providers/Microsoft.ContainerService/features/PodSecurityPolicyPreview/register`),
    refreshProvider: () => send('POST', `${SUB}/providers/Microsoft.ContainerService/register`),
  };
}
