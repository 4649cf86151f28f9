import { manualClock, type ManualClock } from '../../core/clock.ts';
import type { Latency } from '../../core/latency.ts';
import { nodePki } from '../../server/pki.ts';
import { rememberedPki } from '../../server/remembered-pki.ts';
import { latencySetting } from '../../state/clock.ts';
import { memoryStore, type MemoryStore, type StoreSnapshot } from '../../state/memory-store.ts';
import { requestRandom } from '../../state/random.ts';
import { createWorld as createRealWorld, type World } from '../../core/world.ts';
import { perform, requestDeed, type Deed } from './history.ts';
import { NoSuchHost } from './lab.ts';
import { hostOf, type CreateWorld, type LabHost } from './lab-host.ts';

export interface MemoryLab extends LabHost {
  readonly store: MemoryStore;
  readonly clock: ManualClock;
  snapshot(): MemoryLabSnapshot;
  restore(snapshot: MemoryLabSnapshot): void;
}

export interface MemoryLabSnapshot {
  store: StoreSnapshot;
  now: number;
}

export interface MemoryLabOptions {
  seed?: number;
  /** RFC 3339, or milliseconds since the epoch. */
  now?: string | number;
  latency?: Latency;
  /** The name of the state home; nothing is written there but what commands write through their terminal. */
  home?: string;
  createWorld?: CreateWorld;
}

/**
 * A lab in this process's memory, on a clock that stands still until something waits: for scenarios and tests.
 * @example const lab = createMemoryLab({ seed: 1 }); await az(['group', 'create', '-n', 'g', '-l', 'eastus'], terminal, lab);
 */
export function createMemoryLab(options: MemoryLabOptions = {}): MemoryLab {
  const {
    seed = 1,
    now = '2021-01-15T12:00:00Z',
    latency = 'none',
    home = '/home/trainee/.akslab',
    createWorld = createRealWorld,
  } = options;
  const store = memoryStore();
  const clock = manualClock(typeof now === 'number' ? now : Date.parse(now));
  const random = requestRandom(seed);
  const host = {
    store,
    clock,
    random,
    pki: rememberedPki(nodePki(), store),
    get latency() {
      return latencySetting(store, latency);
    },
  };
  let world = createWorld(host);
  let waiting: (() => void)[] = [];
  let command = '';
  let commandNumber = 0;

  function run<T>(action: () => T, deed: (answer: T) => Deed | undefined): T {
    try {
      random.begin(store.revision);
      const answer = perform(store, world, clock.now(), action, deed);
      if (store.commit().length > 0) wake();
      return answer;
    } catch (error) {
      store.rollback();
      throw error;
    }
  }

  function wake() {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  }

  const by = () => ({ commandId: String(commandNumber), command });

  return {
    store,
    clock,
    home,
    get world(): World {
      return world;
    },
    get command() {
      return command;
    },
    set command(line) {
      command = line;
      commandNumber++;
    },
    async api(server, request) {
      return run(
        () => {
          const cluster = world.clusterAt(hostOf(server));
          if (!cluster) throw new NoSuchHost(hostOf(server));
          return cluster.handle(request);
        },
        (answer) => requestDeed(by(), request, answer.code),
      );
    },
    arm: async (request) =>
      run(
        () => world.azure.handle(request),
        (answer) => requestDeed(by(), request, answer.code),
      ),
    read: async (action) =>
      run(
        () => action(store, world),
        () => undefined,
      ),
    write: async (action, { undoable = false } = {}) =>
      run(
        () => action(store, world),
        () => (undoable ? by() : undefined),
      ),
    async change({ until, signal } = {}) {
      signal?.throwIfAborted();
      const next = Math.min(until ?? Infinity, world.nextDue() ?? Infinity);
      if (next < Infinity) {
        clock.set(Math.max(next, clock.now()));
        run(
          () => undefined,
          () => undefined,
        );
        return new Promise((resolve) => setImmediate(resolve));
      }
      return new Promise((resolve, reject) => {
        waiting.push(resolve);
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    },
    snapshot: () => ({ store: store.snapshot(), now: clock.now() }),
    restore(snapshot) {
      store.restore(snapshot.store);
      clock.set(snapshot.now);
      // Nothing that a world has worked out about later revisions may survive.
      world = createWorld(host);
    },
  };
}
