/** Go's durations: `1m30s`, `500ms`. */
const UNITS: Record<string, number> = { ns: 1e-6, us: 1e-3, µs: 1e-3, μs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** time.ParseDuration, in milliseconds, or its message. */
export function parseDuration(text: string): number | { error: string } {
  const quoted = JSON.stringify(text);
  const body = text.replace(/^[+-]/, '');
  if (body === '0') return 0;
  const parts = [...body.matchAll(/([0-9]*\.?[0-9]*)([^0-9.]*)/g)].filter((part) => part[0] !== '');
  if (!body || !parts.length || /^[^0-9.]/.test(body)) return { error: `time: invalid duration ${quoted}` };
  let total = 0;
  for (const [, number, unit] of parts) {
    if (!number || number === '.') return { error: `time: invalid duration ${quoted}` };
    if (!unit) return { error: `time: missing unit in duration ${quoted}` };
    if (!Object.hasOwn(UNITS, unit)) return { error: `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}` };
    total += Number(number) * UNITS[unit]!;
  }
  return text[0] === '-' ? -total : total;
}

/** --request-timeout in milliseconds: seconds, or a duration; 0 is for ever. Undefined where it is neither. */
export function requestTimeout(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const duration = parseDuration(text);
  return typeof duration === 'number' ? duration : undefined;
}

/** time.Duration.String() of milliseconds. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0s';
  const sign = milliseconds < 0 ? '-' : '';
  const total = Math.abs(milliseconds);
  if (total < 1000) return `${sign}${total}ms`;
  const hours = Math.floor(total / 3_600_000);
  const minutes = Math.floor((total % 3_600_000) / 60_000);
  const seconds = Number(((total % 60_000) / 1000).toFixed(9));
  return `${sign}${hours ? `${hours}h` : ''}${hours || minutes ? `${minutes}m` : ''}${seconds}s`;
}
