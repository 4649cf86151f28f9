/**
 * What clusters refused last (403), for `akslab why`: the request and the answer, as few as are of use, under `/akslab/refusals/`.
 */
import type { JsonObject, JsonValue, Store, StoreEntry } from './store.ts';

export interface Refusal {
  /** Milliseconds since the epoch. A controller tries on and on: when it was refused this first. */
  at: number;
  /** When it came again last, the same. */
  again?: number;
  /** The cluster's id. */
  cluster: string;
  method: string;
  path: string;
  /** Who asked, in the end (impersonation counted). */
  user: { name: string; groups: string[] };
  /** What was to be written, where it is JSON. */
  body?: JsonValue;
  code: number;
  message: string;
}

const PREFIX = '/akslab/refusals/';
const KEPT = 20;
/** Controllers wait no longer than this before they try again. */
const LONGEST_PAUSE = 20 * 60_000;

/** A refusal that comes again, as a controller's does, takes the place of the one before. */
export function noteRefusal(store: Store, refusal: Refusal): void {
  const same = store.list(PREFIX).find(({ value }) => sameRefusal(value as unknown as Refusal, refusal));
  if (same) store.delete(same.key);
  const before = same?.value as unknown as Refusal | undefined;
  const goesOn = before && isController(refusal.user) && refusal.at - (before.again ?? before.at) <= LONGEST_PAUSE;
  const noted = goesOn ? { ...refusal, at: before.at, again: refusal.at } : refusal;
  store.put(`${PREFIX}${String(store.revision + 1).padStart(12, '0')}`, noted as unknown as JsonObject);
  const excess = store.count(PREFIX) - KEPT;
  if (excess > 0) for (const { key } of store.list(PREFIX).slice(0, excess)) store.delete(key);
}

/** The refusals that are remembered, oldest first. */
export function refusals(store: Store): Refusal[] {
  return store.list(PREFIX).map((entry) => entry.value as unknown as Refusal);
}

/** Forgets what anybody but a controller was refused since `before`, as if nobody had asked: for who looks around on another's behalf. */
export function forgetRefusalsSince(store: Store, before: StoreEntry[]): void {
  const stays = ({ value }: StoreEntry) => isController((value as unknown as Refusal).user);
  const known = new Set(before.map(({ key }) => key));
  for (const entry of store.list(PREFIX)) if (!known.has(entry.key) && !stays(entry)) store.delete(entry.key);
  for (const entry of before) if (!store.get(entry.key) && !stays(entry)) store.put(entry.key, entry.value);
}

/** The entries of the store that `forgetRefusalsSince` takes. */
export const refusalEntries = (store: Store): StoreEntry[] => [...store.list(PREFIX)];

/** Whether it is one of Kubernetes' own controllers that asks. */
export const isController = ({ name }: Refusal['user']): boolean =>
  name.startsWith('system:serviceaccount:kube-system:') && name.endsWith('-controller');

const sameRefusal = (a: Refusal, b: Refusal): boolean => a.path === b.path && a.message === b.message && a.user.name === b.user.name;
