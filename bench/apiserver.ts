import { createApiServer } from '../core/kubernetes/apiserver/index.ts';
import type { ApiServer } from '../core/kubernetes/apiserver/server.ts';
import { seededRandom } from '../core/random.ts';
import { memoryStore, type MemoryStore } from '../state/memory-store.ts';
import { ADMIN, testCluster } from '../test/support/cluster.ts';
import { median, milliseconds, type Bench } from './table.ts';

const AIM_MICROSECONDS = 200;
const ROUNDS = 21;
const PER_ROUND = 200;
const PODS = 5_000;
const PATH = '/api/v1/namespaces/default/pods';
const AS_TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

/** A server without controllers, so that nothing but the request itself is measured. */
function serverAlone(): { server: ApiServer; store: MemoryStore } {
  const cluster = testCluster();
  cluster.ask('GET', '/api');
  const store = memoryStore();
  for (const { key, value } of cluster.store.list('/')) store.put(key, value);
  store.commit();
  return {
    store,
    server: createApiServer('test', {
      store,
      clock: cluster.clock,
      random: seededRandom(2),
      latency: 'none',
      certificates: { verify: () => undefined },
    }),
  };
}

const manifest = (index: number): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `pod-${index}`, labels: { app: 'web' } },
    spec: {
      containers: [
        {
          name: 'web',
          image: 'nginx:1.19',
          ports: [{ containerPort: 80 }],
          resources: { requests: { cpu: '100m', memory: '64Mi' } },
          readinessProbe: { httpGet: { port: 80 } },
        },
      ],
    },
  });

export default {
  title: 'The API server, one request in this process, without controllers',
  async run() {
    const { server, store } = serverAlone();
    let made = 0;
    function create(): void {
      const { code } = server.handle({
        method: 'POST',
        path: `${PATH}?fieldManager=kubectl-create`,
        headers: { 'content-type': 'application/json' },
        body: manifest(made++),
        credentials: ADMIN,
      });
      if (code !== 201) throw new Error(`answered ${code}`);
      store.commit();
    }
    for (let i = 0; i < PODS - ROUNDS * PER_ROUND; i++) create();
    const creation = median(
      Array.from({ length: ROUNDS }, () => {
        const began = performance.now();
        for (let i = 0; i < PER_ROUND; i++) create();
        return ((performance.now() - began) * 1000) / PER_ROUND;
      }),
    );
    const listed = (accept: string) => {
      let body: unknown;
      const taken = median(
        Array.from({ length: 9 }, () => {
          const began = performance.now();
          body = server.handle({ method: 'GET', path: PATH, headers: { accept }, credentials: ADMIN }).body;
          return performance.now() - began;
        }),
      );
      const began = performance.now();
      JSON.stringify(body);
      return { taken, written: performance.now() - began };
    };
    const asTable = listed(AS_TABLE);
    const asObjects = listed('application/json');
    return [
      {
        what: 'a pod is created, authentication to store',
        measured: `${creation.toFixed(0)} µs`,
        ratio: creation / AIM_MICROSECONDS,
        against: `${AIM_MICROSECONDS} µs`,
        aim: 1,
      },
      {
        what: `a list of ${made} pods as a table`,
        measured: milliseconds(asTable.taken),
        ratio: asTable.taken / asTable.written,
        against: 'writing it as JSON',
        aim: 2,
      },
      {
        what: `a list of ${made} pods`,
        measured: milliseconds(asObjects.taken),
        ratio: asObjects.taken / asObjects.written,
        against: 'writing it as JSON',
        aim: 0.5,
      },
    ];
  },
} satisfies Bench;
