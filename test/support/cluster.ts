/** Clusters in memory for tests: own clock, own seed. */
import { manualClock, type ManualClock } from '../../core/clock.ts';
import { createCluster, type Cluster, type ClusterConfig } from '../../core/kubernetes/cluster.ts';
import type { ApiRequest, ApiResponse } from '../../core/kubernetes/apiserver/types.ts';
import type { Latency } from '../../core/latency.ts';
import { seededRandom } from '../../core/random.ts';
import { memoryStore, type MemoryStore } from '../../state/memory-store.ts';

export const ADMIN = { user: { name: 'admin', groups: ['system:masters', 'system:authenticated'] } };
export const START = Date.parse('2020-06-01T00:00:00Z');

export interface TestCluster extends Cluster {
  store: MemoryStore;
  clock: ManualClock;
  /** A request as admin, or as `user`; a body is sent as JSON text. */
  ask(
    method: ApiRequest['method'],
    path: string,
    body?: unknown,
    options?: { user?: string; headers?: ApiRequest['headers'] },
  ): ApiResponse & { body: any };
}

export interface TestClusterOptions extends Partial<Pick<ClusterConfig, 'version' | 'podSecurityPolicy' | 'objects' | 'nodes'>> {
  latency?: Latency;
  seed?: number;
}

/** @example const cluster = testCluster({ version: '1.20.2' }); cluster.ask('GET', '/api/v1/namespaces').body.items */
export function testCluster({ latency = 'none', seed = 1, ...config }: TestClusterOptions = {}): TestCluster {
  const store = memoryStore();
  const clock = manualClock(START);
  store.put('/clusters/test/config', {
    version: '1.20.2',
    podSecurityPolicy: false,
    objects: 'bare',
    nodes: [],
    certificateAuthority: 'test authority',
    fqdn: 'test.example',
    ...config,
  });
  const certificates = { verify: (certificate: string) => JSON.parse(certificate) };
  const cluster = createCluster('test', { store, clock, random: seededRandom(seed), latency, certificates });
  return {
    ...cluster,
    store,
    clock,
    ask(method, path, body, { user, headers } = {}) {
      return cluster.handle({
        method,
        path,
        body: body === undefined ? undefined : JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers, ...(user ? { 'impersonate-user': user } : {}) },
        credentials: ADMIN,
      });
    },
  };
}
