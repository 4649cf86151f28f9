/** The types that read themselves from JSON (Go's UnmarshalJSON): quantity, time, int-or-string; and base64 bytes. */
import { formatQuantity, parseQuantity } from './quantity.ts';
import type { JsonValue } from '../object.ts';

export type ReadResult = { value: JsonValue } | { error: string };

const INT32 = { min: -2147483648, max: 2147483647 };
const RFC3339 = '2006-01-02T15:04:05Z07:00';

/** Go's name of a JSON value's type in `json: cannot unmarshal <name> into Go value of type ...`. */
const jsonTypeName = (value: JsonValue): string =>
  typeof value === 'number'
    ? 'number'
    : typeof value === 'string'
      ? 'string'
      : typeof value === 'boolean'
        ? 'bool'
        : Array.isArray(value)
          ? 'array'
          : 'object';

/** @param source the value's JSON text: Go's quantity reads that, not the value. */
export function readQuantity(value: JsonValue, source = typeof value === 'string' ? value : JSON.stringify(value)): ReadResult {
  if (value === null) return { value: '0' };
  const parsed = parseQuantity(source.trim());
  return 'error' in parsed ? parsed : { value: formatQuantity(parsed) };
}

/** Writes metav1.Time's form, or metav1.MicroTime's. */
export function readTime(value: JsonValue, micro: boolean): ReadResult {
  if (value === null) return { value: null };
  if (typeof value !== 'string') return { error: `json: cannot unmarshal ${jsonTypeName(value)} into Go value of type string` };
  const layout = micro ? '2006-01-02T15:04:05.000000Z07:00' : RFC3339;
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)([.,]\d+)?(Z|[+-]\d\d:\d\d)$/.exec(value);
  if (!match || (micro && match[7]?.length !== 7))
    return { error: `parsing time ${JSON.stringify(value)} as ${JSON.stringify(layout)}: ${misread(value, layout)}` };
  const [, year, month, day, hour, minute, second, fraction, zone] = match as unknown as string[];
  const outOfRange = rangeError([year!, month!, day!, hour!, minute!, second!].map(Number));
  if (outOfRange) return { error: `parsing time ${JSON.stringify(value)}: ${outOfRange} out of range` };
  const local = value.slice(0, 19);
  const text = zone === 'Z' ? local : new Date(`${local}${zone}`).toISOString().slice(0, 19);
  return { value: micro ? `${text}.${(fraction ?? '.0').slice(1).padEnd(6, '0')}Z` : `${text}Z` };
}

function rangeError([year, month, day, hour, minute, second]: number[]): string | undefined {
  if (month! < 1 || month! > 12) return 'month';
  if (day! < 1 || (day! > 28 && day! > new Date(Date.UTC(year!, month!, 0)).getUTCDate())) return 'day';
  if (hour! > 23) return 'hour';
  if (minute! > 59) return 'minute';
  return second! > 59 ? 'second' : undefined;
}

/** Where Go's time.Parse stops, in its words. */
function misread(text: string, layout: string): string {
  let rest = text;
  for (const piece of layout.match(/2006|\.000000|Z07:00|\d\d|./g)!) {
    const pattern =
      piece === '2006'
        ? /^\d{4}/
        : piece === 'Z07:00'
          ? /^(Z|[+-]\d\d:\d\d)/
          : piece === '.000000'
            ? /^\.\d{6}/
            : /\d/.test(piece)
              ? /^\d\d/
              : undefined;
    const length = pattern ? pattern.exec(rest)?.[0].length : rest.startsWith(piece) ? 1 : undefined;
    if (length === undefined) return `cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(piece)}`;
    rest = rest.slice(length);
    if (piece === '05') rest = rest.replace(/^\.\d+(?=Z|[+-])/, layout.includes('.') ? '$&' : '');
  }
  return `extra text: ${rest}`;
}

export function readIntOrString(value: JsonValue): ReadResult {
  if (typeof value === 'string') return { value };
  if (value === null) return { value: 0 };
  if (typeof value !== 'number') return { error: `json: cannot unmarshal ${jsonTypeName(value)} into Go value of type int32` };
  if (!Number.isInteger(value) || value < INT32.min || value > INT32.max)
    return { error: `json: cannot unmarshal number ${value} into Go value of type int32` };
  return { value: value === 0 ? 0 : value };
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Standard base64 with padding; line breaks are skipped, trailing bits ignored, as Go's StdEncoding does. */
export function readBase64(text: string): ReadResult {
  const clean = text.replace(/[\r\n]/g, '');
  const corrupt = (at: number): ReadResult => ({ error: `illegal base64 data at input byte ${at}` });
  const body = clean.replace(/={1,2}$/, '');
  const padding = clean.length - body.length;
  const bad = /[^A-Za-z0-9+/]/.exec(body);
  if (bad) return corrupt(bad.index);
  const left = body.length % 4;
  if (left === 0) return padding === 0 ? { value: clean } : corrupt(body.length);
  if (left === 1 || padding === 0) return corrupt(Math.max(0, body.length - left));
  if (padding !== 4 - left) return corrupt(padding < 4 - left ? clean.length : clean.length - 1);
  const mask = left === 2 ? 0b110000 : 0b111100;
  const last = BASE64[BASE64.indexOf(body.at(-1)!) & mask]!;
  return { value: `${body.slice(0, -1)}${last}${'='.repeat(padding)}` };
}

export function inInt32(value: number): boolean {
  return value >= INT32.min && value <= INT32.max;
}
