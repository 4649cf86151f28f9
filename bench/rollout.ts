/** 600 Deployments of three replicas from their creation to ready, in-process; and how that grows with the number of pods. */
import { manualClock } from '../core/clock.ts';
import { createCluster } from '../core/kubernetes/cluster.ts';
import { seededRandom } from '../core/random.ts';
import { memoryStore } from '../state/memory-store.ts';
import { milliseconds, type Bench, type Row } from './table.ts';

const REPLICAS = 3;
/** kwok, with its simulated nodes, takes about two minutes for 600. */
const AIM = 2000;
const ADMIN = { user: { name: 'admin', groups: ['system:masters', 'system:authenticated'] } };

/** Creates the deployments and lets them come up. Milliseconds until all are ready. */
function rollOut(deployments: number): number {
  const store = memoryStore();
  store.put('/clusters/bench/config', {
    version: '1.20.2',
    podSecurityPolicy: false,
    objects: 'bare',
    nodes: [],
    certificateAuthority: '',
    fqdn: 'bench.example',
  });
  const clock = manualClock(Date.parse('2021-01-01T00:00:00Z'));
  const cluster = createCluster('bench', {
    store,
    clock,
    random: seededRandom(1),
    latency: 'none',
    certificates: { verify: () => undefined },
  });
  cluster.handle({ method: 'GET', path: '/api', credentials: ADMIN });
  const start = performance.now();
  for (let i = 0; i < deployments; i++) {
    const { code } = cluster.handle({
      method: 'POST',
      path: '/apis/apps/v1/namespaces/default/deployments',
      body: deployment(`web-${i}`),
      credentials: ADMIN,
    });
    if (code !== 201) throw new Error(`deployment ${i}: ${code}`);
    store.commit();
  }
  clock.advance(1000);
  cluster.settle();
  const taken = performance.now() - start;
  const ready = store
    .list('/clusters/bench/registry/deployments.apps/')
    .filter(({ value }) => (value as { status: { readyReplicas?: number } }).status.readyReplicas === REPLICAS).length;
  if (ready !== deployments) throw new Error(`${ready} of ${deployments} deployments are ready`);
  return taken;
}

function deployment(name: string) {
  const labels = { app: name };
  const template = {
    metadata: { labels },
    spec: { containers: [{ name: 'web', image: 'nginx:1.19', resources: { requests: { cpu: '1m' } } }] },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: { replicas: REPLICAS, selector: { matchLabels: labels }, template },
  };
}

const bench: Bench = {
  title: `Rollouts: deployments of ${REPLICAS} replicas from creation to ready, in-process`,
  async run() {
    rollOut(20);
    const rows: Row[] = [];
    for (const pods of [60, 600, 1800, 6000]) {
      const taken = rollOut(pods / REPLICAS);
      const row: Row = {
        what: `${pods / REPLICAS} deployments, ${pods} pods`,
        measured: `${milliseconds(taken)}, ${milliseconds(taken / pods)} a pod`,
      };
      rows.push(pods === 1800 ? { ...row, ratio: taken / AIM, against: `${AIM} ms`, aim: 1 } : row);
    }
    return rows;
  },
};
export default bench;
