import type { JsonObject, Store } from '../../core/store.ts';
import type { World, WorldHost } from '../../core/world.ts';
import { duration } from '../../core/latency.ts';
import { safeSuffix } from '../../core/random.ts';

/**
 * A world of one folder of things, to test what runs a world: `PUT /things/<name>` stores the body as a thing that becomes Ready later,
 * `DELETE` removes it, `GET /things` lists all. The cluster at `cluster.test` has the same things. `PUT /things/denied` is refused.
 */
export function fakeWorld(host: WorldHost): World {
  const { store, clock, random } = host;
  const due = () => store.list('/azure/timers/').map((entry) => ({ key: entry.key, ...(entry.value as { at: number; thing: string }) }));

  function handle({ method, path, body }: { method: string; path: string; body?: unknown }) {
    const key = `/azure${path}`;
    if (method === 'GET') return { code: 200, body: values(store, path === '/things' ? '/azure/things/' : key) };
    if (path === '/things/denied') return { code: 403, body: { reason: 'Forbidden' } };
    if (path === '/things/broken') {
      store.put(key, 'half');
      throw new Error('broken in the middle');
    }
    if (method === 'DELETE') return { code: store.delete(key) === undefined ? 404 : 200, body: {} };
    const thing: JsonObject = { ...(body as JsonObject), state: 'Pending', uid: safeSuffix(random), at: clock.now() };
    store.put(key, thing);
    store.put(`/azure/timers${path}`, { at: clock.now() + duration(host.latency, 'imagePull'), thing: key });
    return { code: 201, body: thing };
  }

  function settle() {
    for (const timer of due().sort((a, b) => a.at - b.at)) {
      if (timer.at > clock.now()) return;
      store.delete(timer.key);
      const thing = store.get(timer.thing)?.value as JsonObject | undefined;
      if (thing) store.put(timer.thing, { ...thing, state: 'Ready', readyAt: timer.at });
    }
  }

  const nextDue = () => due().reduce<number | undefined>((least, timer) => Math.min(least ?? Infinity, timer.at), undefined);
  const cluster = { id: 'test', handle: handle as never, settle, nextDue };
  return {
    azure: { handle: handle as never, settle, nextDue },
    clusterAt: (name) => (name === 'cluster.test' ? cluster : undefined),
    cluster: (id) => (id === 'test' ? cluster : undefined),
    settle,
    nextDue,
  };
}

const values = (store: Store, prefix: string) => store.list(prefix).map((entry) => entry.value);
