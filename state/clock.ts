import type { Clock } from '../core/clock.ts';
import type { JsonObject, Store } from '../core/store.ts';
import type { Latency } from '../core/latency.ts';

/**
 * How a home's clock goes: `real` is the host's plus an offset (from `akslab clock advance`), `virtual` stands still at a time until something
 * waits for what is due. Kept in the store, so all processes agree.
 */
export type ClockSetting = { mode: 'real'; offset: number } | { mode: 'virtual'; now: number };

const CLOCK_KEY = '/akslab/clock';
const LATENCY_KEY = '/akslab/latency';

export function clockSetting(store: Store): ClockSetting {
  return (store.get(CLOCK_KEY)?.value as JsonObject | undefined as ClockSetting | undefined) ?? { mode: 'real', offset: 0 };
}

export function setClock(store: Store, setting: ClockSetting): void {
  store.put(CLOCK_KEY, { ...setting });
}

export function latencySetting(store: Store, otherwise: Latency = 'short'): Latency {
  return (store.get(LATENCY_KEY)?.value as Latency | undefined) ?? otherwise;
}

export function setLatency(store: Store, latency: Latency): void {
  store.put(LATENCY_KEY, latency);
}

export interface HomeClock extends Clock {
  /** Whether waiting moves it. */
  readonly virtual: boolean;
  /** Moves a virtual clock forward to a time; the caller keeps what that wrote. */
  moveTo(time: number): void;
  /** Runs with the time standing still, so that one request sees one time. */
  frozen<T>(action: () => T): T;
}

/** The clock of a home. `fixed` (AKSLAB_NOW) stands in for whatever the home says, for this process alone. */
export function homeClock(store: Store, fixed?: number): HomeClock {
  let own = fixed;
  let held: number | undefined;
  function now(): number {
    if (own !== undefined) return own;
    const setting = clockSetting(store);
    return setting.mode === 'virtual' ? setting.now : Date.now() + setting.offset;
  }
  return {
    now: () => held ?? now(),
    get virtual() {
      return own !== undefined || clockSetting(store).mode === 'virtual';
    },
    moveTo(time) {
      if (time <= now()) return;
      if (own !== undefined) own = time;
      else setClock(store, { mode: 'virtual', now: time });
    },
    frozen(action) {
      if (held !== undefined) return action();
      held = now();
      try {
        return action();
      } finally {
        held = undefined;
      }
    },
  };
}
