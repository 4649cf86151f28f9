/** Go's constants: quoted strings, characters, numbers. */

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

export interface NumberConstant {
  value: number;
  float: boolean;
}

/** A character constant as the number of its code point, or what is wrong with it. */
export function parseChar(source: string): NumberConstant | string {
  const char = unescape(source.slice(1, -1), '"');
  if (char === undefined || [...char].length !== 1) return `malformed character constant: ${source}`;
  return { value: char.codePointAt(0)!, float: false };
}

/** A number as Go reads one with base 0, or what is wrong with it. */
export function parseNumber(source: string): NumberConstant | string {
  const text = source.replaceAll('_', '');
  const integer = /^([+-]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]*|[1-9][0-9]*)$/.exec(text);
  if (integer) {
    const digits = /^0[0-7]+$/.test(integer[2]) ? `0o${integer[2]}` : integer[2];
    const value = BigInt(digits) * (integer[1] === '-' ? -1n : 1n);
    return BigInt.asIntN(64, value) === value ? { value: Number(value), float: false } : `integer overflow: ${JSON.stringify(source)}`;
  }
  if (/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(text)) return { value: Number(text), float: true };
  return `illegal number syntax: ${JSON.stringify(source)}`;
}
