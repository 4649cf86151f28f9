import { duration, type Duration } from '../latency.ts';
import type { JsonObject } from '../store.ts';
import type { AzureHost } from './host.ts';

/** Something that will happen by itself: `kind` says what (a key of the `Effects`), `target` to which record. */
export interface Transition {
  kind: string;
  target: string;
  due: number;
  /** The operation resource that ends with it, if clients can ask for one. */
  operation?: string;
}

/** What each kind of transition does when it is due. `at` is the due time. */
export type Effects = Record<string, (target: string, at: number) => void>;

const TIMERS = '/azure/timers/';
/** Wide enough for any time, so that key order is due order. */
const DIGITS = 15;

/** Plans a transition after the duration that the latency setting gives it. */
export function plan(host: AzureHost, kind: string, target: string, what: Duration, operation?: string): void {
  const due = host.clock.now() + duration(host.latency, what);
  const key = `${TIMERS}${String(due).padStart(DIGITS, '0')}-${String(host.store.revision).padStart(DIGITS, '0')}`;
  host.store.put(key, { kind, target, due, ...(operation && { operation }) } satisfies JsonObject);
}

/** Drops what is planned for a record, as a newer operation on it takes over; gives what was dropped. */
export function cancel(host: AzureHost, target: string): Transition[] {
  const planned = host.store.list(TIMERS).filter((entry) => (entry.value as unknown as Transition).target === target);
  for (const entry of planned) host.store.delete(entry.key);
  return planned.map((entry) => entry.value as unknown as Transition);
}

/** The first planned transition, with its key. */
export function nextTransition(host: AzureHost): { key: string; transition: Transition } | undefined {
  const first = host.store.list(TIMERS)[0];
  return first && { key: first.key, transition: first.value as unknown as Transition };
}
