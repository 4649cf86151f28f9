/** Cron schedules of five fields or a descriptor, with the messages of github.com/robfig/cron 1.1, which 1.20 uses. */

/** The values of each field that a schedule fires on; a field that was `*` or `?` is `any`. `every` is an interval in milliseconds. */
export type Schedule = { fields: { values: Set<number>; any: boolean }[] } | { every: number };

interface Field {
  min: number;
  max: number;
  names?: Record<string, number>;
}

const named = (names: string, from: number): Record<string, number> =>
  Object.fromEntries(names.split(' ').map((name, i) => [name, i + from]));

const FIELDS: readonly Field[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: named('jan feb mar apr may jun jul aug sep oct nov dec', 1) },
  { min: 0, max: 6, names: named('sun mon tue wed thu fri sat', 0) },
];

const DESCRIPTORS: Record<string, string> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

class ScheduleError extends Error {}
const fail = (message: string): never => {
  throw new ScheduleError(message);
};

export function parseSchedule(text: string): Schedule | { error: string } {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof ScheduleError) return { error: error.message };
    throw error;
  }
}

function parse(text: string): Schedule {
  if (text === '') return fail('Empty spec string');
  if (text.startsWith('@every ')) return { every: parseDuration(text.slice('@every '.length)) };
  if (text.startsWith('@') && !DESCRIPTORS[text]) return fail(`Unrecognized descriptor: ${text}`);
  const parts = (DESCRIPTORS[text] ?? text).trim().split(/\s+/).filter(Boolean);
  if (parts.length !== FIELDS.length) return fail(`Expected exactly ${FIELDS.length} fields, found ${parts.length}: ${text}`);
  return { fields: parts.map((part, i) => parseField(part, FIELDS[i]!)) };
}

const UNITS: Record<string, number> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function parseDuration(text: string): number {
  const pieces = [...text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g)];
  if (pieces.length === 0 || pieces.map(([piece]) => piece).join('') !== text.replace(/^[-+]/, ''))
    return fail(`Failed to parse duration @every ${text}: time: invalid duration ${JSON.stringify(text)}`);
  return Math.max(
    1000,
    pieces.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit!]!, 0),
  );
}

function parseField(text: string, field: Field): { values: Set<number>; any: boolean } {
  const ranges = text
    .split(',')
    .filter(Boolean)
    .map((part) => parseRange(part, field));
  return { values: new Set(ranges.flatMap(({ values }) => values)), any: ranges.some(({ any }) => any) };
}

function parseRange(text: string, { min, max, names }: Field): { values: number[]; any: boolean } {
  const [range, stepText, ...tooMany] = text.split('/') as [string, ...string[]];
  const [low, high, ...rest] = range.split('-') as [string, ...string[]];
  const any = low === '*' || low === '?';
  const valueOf = (value: string): number => names?.[value.toLowerCase()] ?? parseInteger(value);
  let start = any ? min : valueOf(low);
  let end = any ? max : start;
  if (!any && high !== undefined) {
    if (rest.length > 0) fail(`Too many hyphens: ${text}`);
    end = valueOf(high);
  }
  let step = 1;
  if (stepText !== undefined) {
    if (tooMany.length > 0) fail(`Too many slashes: ${text}`);
    step = parseInteger(stepText);
    // `5/10` is from 5 on, to the end.
    if (high === undefined) end = max;
  }
  if (start < min) fail(`Beginning of range (${start}) below minimum (${min}): ${text}`);
  if (end > max) fail(`End of range (${end}) above maximum (${max}): ${text}`);
  if (start > end) fail(`Beginning of range (${start}) beyond end of range (${end}): ${text}`);
  if (step === 0) fail(`Step of range should be a positive number: ${text}`);
  const values: number[] = [];
  for (; start <= end; start += step) values.push(start);
  return { values, any: any && step === 1 };
}

function parseInteger(text: string): number {
  if (!/^[+-]?\d+$/.test(text))
    return fail(`Failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  const value = Number(text);
  return value < 0 ? fail(`Negative number (${value}) not allowed: ${text}`) : value;
}

const MINUTE = 60_000;

/** The next time after `after` (milliseconds, UTC) that a schedule fires; undefined where it does not within five years. */
export function nextTime(schedule: Schedule, after: number): number | undefined {
  if ('every' in schedule) return Math.floor((after + schedule.every) / 1000) * 1000;
  const [minutes, hours, days, months, weekdays] = schedule.fields as [Day, Day, Day, Day, Day];
  const limit = after + 5 * 366 * 24 * 60 * MINUTE;
  let time = Math.floor(after / MINUTE) * MINUTE + MINUTE;
  while (time < limit) {
    const date = new Date(time);
    const isDay = matchesDay(date, days, weekdays);
    if (!months.values.has(date.getUTCMonth() + 1) || !isDay)
      time = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1);
    else if (!hours.values.has(date.getUTCHours())) time = (Math.floor(time / (60 * MINUTE)) + 1) * 60 * MINUTE;
    else if (!minutes.values.has(date.getUTCMinutes())) time += MINUTE;
    else return time;
  }
  return undefined;
}

type Day = { values: Set<number>; any: boolean };

/** Of two restricted fields either is enough. */
function matchesDay(date: Date, days: Day, weekdays: Day): boolean {
  const [day, weekday] = [days.values.has(date.getUTCDate()), weekdays.values.has(date.getUTCDay())];
  return days.any || weekdays.any ? day && weekday : day || weekday;
}
