import type { ApiRequest } from '../../core/kubernetes/apiserver/types.ts';
import type { ArmRequest } from '../../core/azure/types.ts';
import type { World } from '../../core/world.ts';
import type { JsonObject, JsonValue, Store, StoreChange } from '../../core/store.ts';

/** What asked for a change: who and what for `akslab history`, and which command for `akslab undo`. */
export interface Deed {
  /** The same for all requests of one command. */
  commandId: string;
  /** `kubectl apply -f pod.yaml`; empty where no command is known. */
  command: string;
  /** The request; absent where akslab itself changed the state (a snapshot loaded). */
  request?: {
    method: string;
    path: string;
    /** The user that it speaks for, where that is not the one signed in. */
    as?: string;
    code: number;
  };
}

export interface HistoryEntry extends Deed {
  /** Milliseconds since the epoch. */
  at: number;
  revision: number;
  /** Taken back since. */
  undone?: boolean;
}

/** What stood where before a request (and what settled with it). A value is undefined in the list where nothing stood. */
interface UndoEntry {
  /** Absent where things only settled by themselves. */
  commandId?: string;
  command?: string;
  /** Absent where it was too much to keep. */
  before?: { key: string; value?: JsonValue }[];
}

const HISTORY = '/akslab/history/';
const UNDO = '/akslab/undo/';
/** How many are kept; the oldest go in bundles, so that a write seldom pays for it. */
const KEPT = { [HISTORY]: 500, [UNDO]: 50 };
const BUNDLE = 25;
/** A request that changes more keys than this cannot be undone. */
const UNDO_LIMIT = 1000;

/** What to write down of a request; undefined where it means to change nothing. */
export function requestDeed(by: { commandId: string; command: string }, request: ApiRequest | ArmRequest, code: number): Deed | undefined {
  const { method, path } = request;
  if (!isDeed(method, path)) return undefined;
  const as = impersonated(request);
  return { ...by, request: { method, path, ...(as === undefined ? {} : { as }), code } };
}

/** Whether a request means to change something. Reviews and ARM's `listClusterAdminCredential` only ask, though they POST. */
export function isDeed(method: string, path: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && !/[?&]dryRun=/.test(path) && !/(reviews|\/list\w+)(\?|$)/.test(path);
}

/**
 * Lets what is due happen, then acts; both go into the history, apart, so that undoing an action leaves what had happened before it.
 * The writes are left pending.
 */
export function perform<T>(store: PendingStore, world: World, at: number, action: () => T, deed: (answer: T) => Deed | undefined): T {
  world.settle();
  record(store, store.pending, at);
  const settled = store.pending.length;
  const answer = action();
  const done = deed(answer);
  if (done) record(store, store.pending.slice(settled), at, done);
  return answer;
}

type PendingStore = Store & { readonly pending: readonly StoreChange[] };

function record(store: Store, changes: readonly StoreChange[], at: number, deed?: Deed): void {
  const made = changes.filter((change) => !change.key.startsWith('/akslab/'));
  if (made.length > 0) append(store, UNDO, undoEntry(made, deed));
  if (deed) append(store, HISTORY, { at, ...deed });
}

/** The history, oldest first. */
export function readHistory(store: Store): HistoryEntry[] {
  return store.list(HISTORY).map((entry) => ({ ...(entry.value as JsonObject as unknown as HistoryEntry), revision: entry.revision }));
}

export type Undone = { undone: string } | { refused: 'nothing' | 'too much'; command?: string };

/** Takes back the last command that changed something, and what came about by itself since. */
export function undo(store: Store): Undone {
  const entries = store.list(UNDO).map((entry) => ({ key: entry.key, ...(entry.value as JsonObject as unknown as UndoEntry) }));
  const last = entries.findLastIndex((entry) => entry.commandId !== undefined);
  if (last < 0) return { refused: 'nothing' };
  const { commandId, command = '' } = entries[last]!;
  const first = entries.findIndex((entry) => entry.commandId === commandId);
  const back = entries.slice(first).reverse();
  if (back.some((entry) => !entry.before)) return { refused: 'too much', command };
  for (const entry of back) {
    for (const { key, value } of entry.before!) {
      if (value === undefined) store.delete(key);
      else store.put(key, value);
    }
    store.delete(entry.key);
  }
  for (const { key, value } of store.list(HISTORY)) {
    const entry = value as JsonObject;
    if (entry.commandId === commandId!) store.put(key, { ...entry, undone: true });
  }
  return { undone: command };
}

function undoEntry(changes: StoreChange[], deed?: Deed): UndoEntry {
  const first = new Map<string, { key: string; value?: JsonValue }>();
  for (const { key, before } of changes) if (!first.has(key)) first.set(key, before ? { key, value: before.value } : { key });
  const about = deed ? { commandId: deed.commandId, command: deed.command || describe(deed) } : {};
  return first.size > UNDO_LIMIT ? about : { ...about, before: [...first.values()] };
}

const describe = ({ request }: Deed) => (request ? `${request.method} ${request.path}` : '');

/** The user whom a request speaks for, where it says so. */
function impersonated(request: ApiRequest | ArmRequest): string | undefined {
  const header = request.headers?.['impersonate-user'];
  if (header !== undefined) return [header].flat()[0];
  return 'credentials' in request && request.credentials && 'user' in request.credentials ? request.credentials.user.name : undefined;
}

function append(store: Store, prefix: keyof typeof KEPT, value: object): void {
  store.put(`${prefix}${String(store.revision + 1).padStart(12, '0')}`, value as JsonObject);
  const excess = store.count(prefix) - KEPT[prefix];
  if (excess >= BUNDLE) for (const entry of store.list(prefix).slice(0, excess)) store.delete(entry.key);
}
