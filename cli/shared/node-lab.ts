import type { Latency } from '../../core/latency.ts';
import { nodePki } from '../../server/pki.ts';
import { rememberedPki } from '../../server/remembered-pki.ts';
import { homeClock, latencySetting } from '../../state/clock.ts';
import { StaleView, type StateError } from '../../state/errors.ts';
import { openFileStore, type FileStore } from '../../state/file-store.ts';
import { fixedTime, homeFolder, stateFolder } from '../../state/home.ts';
import { requestRandom, seedFrom } from '../../state/random.ts';
import { createWorld as createRealWorld } from '../../core/world.ts';
import { isDeed, perform, requestDeed, type Deed } from './history.ts';
import { NoSuchHost } from './lab.ts';
import { hostOf, type CreateWorld, type LabHost } from './lab-host.ts';

export interface NodeLab extends LabHost {
  readonly store: FileStore;
  close(): void;
}

export interface NodeLabOptions {
  env: Readonly<Record<string, string | undefined>>;
  /** Instead of the home that `env` names. */
  home?: string;
  /** The command line, for the history. */
  command?: string;
  /** Where the home says nothing about it. */
  latency?: Latency;
  createWorld?: CreateWorld;
}

/**
 * The lab over a state home, which any number of processes may share. Nothing is read before the first request.
 * A request that changes nothing takes no lock: it runs on what is in memory, and again under the lock where it turned out to write.
 */
export function openLab({
  env,
  home = homeFolder(env),
  command = '',
  latency = 'short',
  createWorld = createRealWorld,
}: NodeLabOptions): NodeLab {
  const store = openFileStore({ folder: stateFolder(home) });
  const clock = homeClock(store, fixedTime(env));
  const random = requestRandom(env.AKSLAB_SEED ? seedFrom(env.AKSLAB_SEED) : undefined);
  const world = createWorld({
    store,
    clock,
    random,
    pki: rememberedPki(nodePki(), store),
    get latency() {
      return latencySetting(store, latency);
    },
  });
  let opened = false;
  let looked = false;
  let current = command;
  let commandId = newCommandId();
  const by = () => ({ commandId, command: current });

  function attempt<T>(action: () => T, deed: (answer: T) => Deed | undefined): T {
    return clock.frozen(() => {
      random.begin(store.revision);
      return perform(store, world, clock.now(), action, deed);
    });
  }

  async function writing<T>(action: () => T, deed: (answer: T) => Deed | undefined): Promise<T> {
    const answer = await store.transaction(() => attempt(action, deed));
    await store.durable(store.revision);
    return answer;
  }

  /** Runs what may well write nothing. */
  async function reading<T>(action: () => T): Promise<T> {
    const seen = onNewest(() => ({ answer: attempt(action, noDeed), wrote: takeBack() }));
    if (!seen.wrote) return seen.answer;
    try {
      return await writing(action, noDeed);
    } catch (error) {
      if (!isReadOnly(error)) throw error;
      // On a home that cannot be written nothing comes about, and no notes are kept: it is shown as it stands.
      return onNewest(() => {
        const answer = clock.frozen(action);
        takeBack();
        return answer;
      });
    }
  }

  /** Runs on what is stored now; again where another process replaced the files meanwhile. */
  function onNewest<T>(action: () => T): T {
    for (let tries = 0; ; tries++) {
      try {
        look();
        return action();
      } catch (error) {
        store.rollback();
        looked = false;
        if (!(error instanceof StaleView) || tries === 20) throw error;
      }
    }
  }

  /** Requests of one turn of the event loop see one state: a command's discovery, say. */
  function look() {
    if (looked) return;
    store.refresh();
    looked = true;
    setImmediate(() => (looked = false));
  }

  function takeBack(): boolean {
    const wrote = store.pending.length > 0;
    store.rollback();
    return wrote;
  }

  async function request<T extends { code: number }>(asked: Parameters<typeof requestDeed>[1], action: () => T): Promise<T> {
    if (!isDeed(asked.method, asked.path)) return reading(action);
    return writing(action, (answer) => requestDeed(by(), asked, answer.code));
  }

  /** Which time it is may stand in the home. */
  function timeOfHome(): number {
    if (!opened) store.refresh();
    opened = true;
    return clock.now();
  }

  /** Sleeps to a time, or until another process has written. A timer may end a millisecond before the host's clock gets there: then it sleeps on. */
  function sleep(until: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout;
      const end = (settle: () => void) => {
        clearTimeout(timer);
        unwatch();
        signal?.removeEventListener('abort', abort);
        settle();
      };
      const abort = () => end(() => reject(signal!.reason));
      const unwatch = store.watch(() => end(resolve));
      const look = () => {
        const left = until - clock.now();
        if (left <= 0) end(resolve);
        else timer = setTimeout(look, Math.min(left, LONGEST_SLEEP));
      };
      timer = setTimeout(look, 0);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  return {
    store,
    world,
    home,
    clock: { now: timeOfHome },
    get command() {
      return current;
    },
    set command(line) {
      current = line;
      commandId = newCommandId();
    },
    api: (server, asked) =>
      request(asked, () => {
        const cluster = world.clusterAt(hostOf(server));
        if (!cluster) throw new NoSuchHost(hostOf(server));
        return cluster.handle(asked);
      }),
    arm: (asked) => request(asked, () => world.azure.handle(asked)),
    read: (action) => reading(() => action(store, world)),
    write: (action, { undoable = false } = {}) =>
      writing(
        () => action(store, world),
        () => (undoable ? by() : undefined),
      ),
    async change({ until = Infinity, signal } = {}) {
      signal?.throwIfAborted();
      const due = onNewest(() => Math.min(until, world.nextDue() ?? Infinity));
      if (!clock.virtual || due === Infinity) return sleep(due, signal);
      await writing(() => clock.moveTo(due), noDeed);
      await new Promise((resolve) => setImmediate(resolve)); // Lets Ctrl-C in between two jumps.
    },
    close: () => store.close(),
  };
}

const LONGEST_SLEEP = 2 ** 31 - 1;
/** Unlike that of any other command, in this process or another. */
const newCommandId = () => `${process.pid}.${Date.now().toString(36)}.${commands++}`;
let commands = 0;
const noDeed = () => undefined;
const isReadOnly = (error: unknown) => (error as Partial<StateError>).reason === 'read-only';
