/**
 * How Go prints values: strconv.Quote, strconv.FormatFloat, and fmt's %v and %#v of what encoding/json decodes
 * (map[string]interface{}, []interface{}, string, float64, bool, nil).
 */

const ESCAPES: Record<string, string> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};
const NEEDS_QUOTING = /[^\x20\x21\x23-\x5b\x5d-\x7e]/;
/** In a function: merely making it costs a millisecond, and hardly any text needs it. */
const isPrintable = (char: string) => /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(char);

/** strconv.Quote: a Go string literal in double quotes. */
export function quote(text: string): string {
  if (!NEEDS_QUOTING.test(text)) return `"${text}"`;
  let out = '"';
  for (const char of text) out += quoteChar(char);
  return out + '"';
}

function quoteChar(char: string): string {
  if (ESCAPES[char]) return ESCAPES[char];
  if (isPrintable(char)) return char;
  const code = char.codePointAt(0)!;
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0');
}

/** strconv.FormatFloat(value, 'g', -1, bits): the shortest text that reads back; below 1e-4 and from 1e6 on with an exponent. */
export function formatFloat(value: number, bits: 32 | 64 = 64): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [digits, exponent] = shortestDigits(Math.abs(value), bits);
  if (exponent < -4 || exponent >= 6) return sign + scientific(digits, exponent);
  return sign + positional(digits, exponent);
}

/** The decimal digits of a float and the exponent of the first one. */
function shortestDigits(value: number, bits: 32 | 64): [string, number] {
  const [mantissa, exponent] = (bits === 64 ? value.toExponential() : shortest32(value)).split('e');
  return [mantissa.replace('.', ''), Number(exponent)];
}

function shortest32(value: number): string {
  const target = Math.fround(value);
  for (let precision = 0; precision < 9; precision++) {
    const text = value.toExponential(precision);
    if (Math.fround(Number(text)) === target) return text;
  }
  return value.toExponential(9);
}

function scientific(digits: string, exponent: number): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  const sign = exponent < 0 ? '-' : '+';
  return `${digits[0]}${fraction}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function positional(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return fraction ? `${whole}.${fraction}` : whole;
}

/** A JSON value as Go holds it; integers beyond 2^53 are bigints where the reader was asked to keep them. */
export type GoValue = null | boolean | number | bigint | string | GoValue[] | { [key: string]: GoValue };

/** fmt's %v: `map[a:1 b:[x y]]`, keys sorted, nil as `<nil>`. `number` says how numbers print: whole ones as int64s by default. */
export function printValue(value: GoValue, number: (value: number) => string = printNumber): string {
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return number(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => printValue(item, number)).join(' ')}]`;
  return `map[${sortedKeys(value)
    .map((key) => `${key}:${printValue(value[key], number)}`)
    .join(' ')}]`;
}

/** A number of an unstructured object: an int64 where it is whole, else a float64. */
function printNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? String(value) : formatFloat(value);
}

/** fmt's %#v: `map[string]interface {}{"a":1, "b":[]interface {}{"x"}}`. */
export function printGoSyntax(value: GoValue): string {
  return value === null ? '<nil>' : goSyntax(value);
}

function goSyntax(value: GoValue): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return printNumber(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  return `map[string]interface {}{${sortedKeys(value)
    .map((key) => `${quote(key)}:${goSyntax(value[key])}`)
    .join(', ')}}`;
}

/** Where JavaScript's own order of strings, by UTF-16 units, is another. */
const BEYOND_BMP = /[\ud800-\udfff]/;

/** The keys of an object as Go sorts strings: by the bytes of their UTF-8. */
export function sortedKeys(value: { [key: string]: unknown }): string[] {
  const keys = Object.keys(value);
  return keys.some((key) => BEYOND_BMP.test(key)) ? keys.sort(compareBytes) : keys.sort();
}

/** Go's order of strings: by UTF-8 bytes, which is the order of code points. */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    // A surrogate stands for a code point above every other UTF-16 unit.
    const xHigh = x >= 0xd800 && x <= 0xdfff;
    const yHigh = y >= 0xd800 && y <= 0xdfff;
    return xHigh === yHigh ? x - y : xHigh ? 1 : -1;
  }
  return a.length - b.length;
}
