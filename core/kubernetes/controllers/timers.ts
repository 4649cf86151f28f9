/** Due transitions, kept in the store: `/clusters/<id>/timers/<due, padded>/<controller>/<key>`. */
import type { Store } from '../../store.ts';

export interface Timer {
  due: number;
  controller: string;
  key: string;
}

export interface Timers {
  /** Sets a timer, unless one of that controller and key is due earlier. */
  set(timer: Timer): void;
  cancel(controller: string, key: string): void;
  /** The one that is due first; by name where several are due at once. */
  first(): Timer | undefined;
  /** Takes it from the store. */
  take(timer: Timer): void;
  /** Forgets what it knows: the store was written from elsewhere. */
  clear(): void;
}

/** Wide enough for every millisecond until the year 5138. */
const WIDTH = 14;

export function createTimers(store: Store, cluster: string): Timers {
  const byDue = `/clusters/${cluster}/timers/`;
  const byName = `/clusters/${cluster}/timer-names/`;
  const dueKey = ({ due, controller, key }: Timer): string => `${byDue}${String(due).padStart(WIDTH, '0')}/${controller}/${key}`;
  const nameKey = (controller: string, key: string): string => `${byName}${controller}/${key}`;

  /** The keys by due time; read once, then kept up, so that thousands of timers are not listed for each. */
  let known: string[] | undefined;
  const keys = (): string[] => (known ??= store.list(byDue).map((entry) => entry.key));

  /** Where a key stands or would stand. */
  function placeOf(key: string): number {
    let low = 0;
    let high = keys().length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (keys()[middle]! < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function take(timer: Timer): void {
    const key = dueKey(timer);
    const place = placeOf(key);
    if (keys()[place] === key) keys().splice(place, 1);
    store.delete(key);
    store.delete(nameKey(timer.controller, timer.key));
  }

  function find(controller: string, key: string): Timer | undefined {
    const due = store.get(nameKey(controller, key))?.value as number | undefined;
    return due === undefined ? undefined : { due, controller, key };
  }

  return {
    set(timer) {
      const earlier = find(timer.controller, timer.key);
      if (earlier && earlier.due <= timer.due) return;
      if (earlier) take(earlier);
      const key = dueKey(timer);
      keys().splice(placeOf(key), 0, key);
      store.put(key, true);
      store.put(nameKey(timer.controller, timer.key), timer.due);
    },
    cancel(controller, key) {
      const set = find(controller, key);
      if (set) take(set);
    },
    first() {
      const [first] = keys();
      if (first === undefined) return undefined;
      const [due, controller, ...key] = first.slice(byDue.length).split('/') as [string, string, ...string[]];
      return { due: Number(due), controller, key: key.join('/') };
    },
    take,
    clear: () => void (known = undefined),
  };
}
