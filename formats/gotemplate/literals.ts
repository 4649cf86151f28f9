/** Go's constants: quoted strings, characters, numbers. */
import { Complex, Float, Int, type Constant } from './values.ts';

const ESCAPES: Record<string, string> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', '"': '"', "'": "'" };
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([abfnrtv\\"']))/y;

/** strconv.Unquote of a string in double or back quotes; undefined where it is none. */
export function unquote(source: string): string | undefined {
  const inner = source.slice(1, -1);
  return source[0] === '`' ? inner.replaceAll('\r', '') : unescape(inner, "'");
}

/** Text with its escapes resolved; `other` is the quote that may not be escaped. */
function unescape(text: string, other: string): string | undefined {
  let out = '';
  for (let i = 0; i < text.length;) {
    if (text[i] !== '\\') {
      out += text[i++];
      continue;
    }
    ESCAPE.lastIndex = i;
    const match = ESCAPE.exec(text);
    if (!match || match[5] === other) return undefined;
    const [all, byte, short, long, octal, letter] = match;
    const code = octal ? parseInt(octal, 8) : parseInt(byte ?? short ?? long ?? '0', 16);
    if (code > 0x10ffff) return undefined;
    out += letter ? ESCAPES[letter] : String.fromCodePoint(code);
    i += all.length;
  }
  return out;
}

/** A character constant as the number of its code point, or what is wrong with it. */
export function parseChar(source: string): Constant | string {
  const char = unescape(source.slice(1, -1), '"');
  if (char === undefined || [...char].length !== 1) return `malformed character constant: ${source}`;
  return new Int(char.codePointAt(0)!);
}

const INTEGER = /^([+-]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/;
const DECIMAL = '[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?';
const FLOAT = new RegExp(`^${DECIMAL}$`);
const COMPLEX = new RegExp(`^(${DECIMAL})??(${DECIMAL})i$`);
const HEX_FLOAT = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?[0-9]+)$/;

/** A number as Go reads one with base 0, or what is wrong with it. */
export function parseNumber(source: string): Constant | string {
  const text = source.replaceAll('_', '');
  const integer = INTEGER.exec(text);
  if (integer) {
    const digits = /^0[0-7]+$/.test(integer[2]) ? `0o${integer[2]}` : integer[2];
    const value = BigInt(digits) * (integer[1] === '-' ? -1n : 1n);
    return BigInt.asIntN(64, value) === value ? new Int(Number(value)) : overflow(source);
  }
  const complex = COMPLEX.exec(text);
  if (complex) return new Complex(Number(complex[1] ?? 0), Number(complex[2]));
  const value = parseFloat64(text);
  if (value === undefined || !Number.isFinite(value)) return `illegal number syntax: ${JSON.stringify(source)}`;
  // What looks like an integer and was none, as 089, counts as one that is too large.
  return /[.eEpP]/.test(text) ? new Float(value) : overflow(source);
}

function parseFloat64(text: string): number | undefined {
  if (FLOAT.test(text)) return Number(text);
  const [, sign, whole, fraction, exponent] = HEX_FLOAT.exec(text) ?? [];
  if (exponent === undefined || !(whole + fraction)) return undefined;
  return Number(`0x${whole}${fraction}`) * 2 ** (Number(exponent) - 4 * fraction.length) * (sign === '-' ? -1 : 1);
}

function overflow(source: string): string {
  return `integer overflow: ${JSON.stringify(source)}`;
}
