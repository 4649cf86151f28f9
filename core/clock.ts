/**
 * The clock that core is handed. Core never reads the host's clock.
 * Times are milliseconds since the Unix epoch, UTC.
 */
export interface Clock {
  now(): number;
}

/** A clock that stands still until it is moved: for tests and scenarios. */
export interface ManualClock extends Clock {
  set(time: number): void;
  advance(milliseconds: number): void;
}

/** @example const clock = manualClock(Date.parse('2020-06-01T00:00:00Z')); */
export function manualClock(start: number): ManualClock {
  let time = start;
  return {
    now: () => time,
    set: (to) => void (time = to),
    advance: (by) => void (time += by),
  };
}

/** A time as Kubernetes writes it (metav1.Time): RFC 3339, whole seconds, `Z`. */
export function timestamp(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** A time as metav1.MicroTime writes it: RFC 3339 with six decimals. */
export function microTimestamp(time: number): string {
  return new Date(time).toISOString().replace('Z', '000Z');
}
