/** encoding/json of Go: how it writes values, how it reads them, and what it says of text that is not JSON. */
import { sortedKeys, type GoValue } from './gofmt.ts';

export type { GoValue } from './gofmt.ts';

const UNSAFE = /["\\<>&\u2028\u2029\u0000-\u001f\ud800-\udfff]/;
const SHORT_ESCAPES: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

export interface MarshalOptions {
  /** Whether <, > and & become escapes, as json.Marshal does unless an Encoder is told otherwise. Default true. */
  escapeHtml?: boolean;
  /** The keys of an object in the order in which they are written, where that is not sorted: fields of a struct. */
  keysOf?: (value: object) => string[] | undefined;
}

/** json.Marshal: compact, keys sorted. Fields that are undefined are left out. */
export function marshal(value: GoValue, options: MarshalOptions = {}): string {
  return write(value, options, undefined, '');
}

/** json.MarshalIndent with no prefix; kubectl's `-o json` is `marshalIndent(object, '    ') + '\n'`. */
export function marshalIndent(value: GoValue, indent: string, options: MarshalOptions = {}): string {
  return write(value, options, indent, '\n');
}

function write(value: GoValue, options: MarshalOptions, indent: string | undefined, newline: string): string {
  if (value === null || value === undefined) return 'null';
  const html = options.escapeHtml ?? true;
  if (typeof value === 'string') return writeString(value, html);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value !== 'object') return String(value);
  const inner = indent === undefined ? '' : newline + indent;
  const colon = indent === undefined ? ':' : ': ';
  const [open, close, items] = Array.isArray(value)
    ? ['[', ']', value.map((item) => write(item, options, indent, inner))]
    : [
        '{',
        '}',
        (options.keysOf?.(value) ?? sortedKeys(value))
          .filter((key) => value[key] !== undefined)
          .map((key) => writeString(key, html) + colon + write(value[key], options, indent, inner)),
      ];
  return items.length ? `${open}${inner}${items.join(`,${inner}`)}${newline}${close}` : open + close;
}

function writeString(text: string, html: boolean): string {
  if (!UNSAFE.test(text)) return `"${text}"`;
  let out = '"';
  for (const char of text) out += writeChar(char, html);
  return `${out}"`;
}

function writeChar(char: string, html: boolean): string {
  if (!UNSAFE.test(char) || char.length === 2) return char;
  if (SHORT_ESCAPES[char]) return SHORT_ESCAPES[char];
  if (!html && (char === '<' || char === '>' || char === '&')) return char;
  const code = char.charCodeAt(0);
  // A lone surrogate cannot stand in UTF-8: Go writes the replacement character.
  return code >= 0xd800 && code <= 0xdfff ? '\\ufffd' : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** What encoding/json says of text that it cannot read. */
export class JsonSyntaxError extends Error {
  /** @param offset how many characters were read before the error, the offending one included */
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

export interface ReadOptions {
  /** Integers beyond 2^53 become bigints instead of the nearest number. */
  exactIntegers?: boolean;
}

/** json.Unmarshal into an interface{}. Throws JsonSyntaxError with Go's words. */
export function unmarshal(text: string, options: ReadOptions = {}): GoValue {
  const reader = new JsonReader(text, 0, options);
  const value = reader.readValue();
  reader.expectEnd();
  return value;
}

/** One value of a json.Decoder: the value from `start` on and where it ends, or undefined where only space is left. */
export function decodeNext(
  text: string,
  start: number,
  options: ReadOptions = {},
): { value: GoValue; start: number; end: number } | undefined {
  const reader = new JsonReader(text, start, options);
  const from = reader.skipSpace();
  if (from === text.length) return undefined;
  return { value: reader.readValue(), start: from, end: reader.position };
}

const LITERALS: Record<string, [string, GoValue]> = { t: ['true', true], f: ['false', false], n: ['null', null] };
const STRING_END = /["\\\u0000-\u001f]/g;
const ESCAPED: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
/** Go refuses to nest deeper than 10,000; this is what a JavaScript stack bears. */
const MAX_DEPTH = 1500;

class JsonReader {
  private depth = 0;

  constructor(
    private readonly text: string,
    public position: number,
    private readonly options: ReadOptions,
  ) {}

  skipSpace(): number {
    for (; this.position < this.text.length; this.position++) {
      const code = this.text.charCodeAt(this.position);
      if (code !== 0x20 && code !== 0x0a && code !== 0x09 && code !== 0x0d) break;
    }
    return this.position;
  }

  expectEnd(): void {
    if (this.skipSpace() < this.text.length) this.fail('after top-level value');
  }

  readValue(): GoValue {
    const char = this.next();
    if (char === '{') return this.nested(() => this.readObject());
    if (char === '[') return this.nested(() => this.readArray());
    if (char === '"') return this.readString();
    if (char === '-' || isDigit(char)) return this.readNumber();
    if (LITERALS[char]) return this.readLiteral(...LITERALS[char]);
    return this.fail('looking for beginning of value');
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH) this.fail('exceeded max depth');
    this.position++;
    const value = read();
    this.depth--;
    return value;
  }

  private readObject(): GoValue {
    const object: { [key: string]: GoValue } = {};
    if (this.next() === '}') return this.close(object);
    for (;;) {
      if (this.next() !== '"') this.fail('looking for beginning of object key string');
      const key = this.readString();
      if (this.next() !== ':') this.fail('after object key');
      this.position++;
      setField(object, key, this.readValue());
      const char = this.next();
      if (char === '}') return this.close(object);
      if (char !== ',') this.fail('after object key:value pair');
      this.position++;
    }
  }

  private readArray(): GoValue {
    const array: GoValue[] = [];
    if (this.next() === ']') return this.close(array);
    for (;;) {
      array.push(this.readValue());
      const char = this.next();
      if (char === ']') return this.close(array);
      if (char !== ',') this.fail('after array element');
      this.position++;
    }
  }

  private close<T>(value: T): T {
    this.position++;
    return value;
  }

  private readString(): string {
    let out = '';
    this.position++;
    for (;;) {
      STRING_END.lastIndex = this.position;
      const match = STRING_END.exec(this.text);
      if (!match) this.unexpectedEnd();
      out += this.text.slice(this.position, match!.index);
      this.position = match!.index + 1;
      if (match![0] === '"') return out;
      if (match![0] !== '\\') {
        this.position--;
        this.fail('in string literal');
      }
      out += this.readEscape();
    }
  }

  private readEscape(): string {
    const char = this.peek();
    if (char === 'u') return this.readUnicodeEscape();
    if (!ESCAPED[char]) this.fail('in string escape code');
    this.position++;
    return ESCAPED[char];
  }

  private readUnicodeEscape(): string {
    const start = ++this.position;
    while (this.position < start + 4) {
      if (!/[0-9a-fA-F]/.test(this.peek())) this.fail('in \\u hexadecimal character escape');
      this.position++;
    }
    return String.fromCharCode(parseInt(this.text.slice(start, this.position), 16));
  }

  private readNumber(): GoValue {
    const start = this.position;
    if (this.text[this.position] === '-') {
      this.position++;
      if (!isDigit(this.peek())) this.fail('in numeric literal');
    }
    if (this.text[this.position] === '0') this.position++;
    else this.skipDigits();
    let integer = true;
    if (this.text[this.position] === '.') {
      integer = false;
      this.position++;
      if (!isDigit(this.peek())) this.fail('after decimal point in numeric literal');
      this.skipDigits();
    }
    if (this.text[this.position] === 'e' || this.text[this.position] === 'E') {
      integer = false;
      this.position++;
      if (this.text[this.position] === '+' || this.text[this.position] === '-') this.position++;
      if (!isDigit(this.peek())) this.fail('in exponent of numeric literal');
      this.skipDigits();
    }
    const digits = this.text.slice(start, this.position);
    return integer && this.options.exactIntegers ? exactInteger(digits) : Number(digits);
  }

  private skipDigits(): void {
    while (isDigit(this.text[this.position])) this.position++;
  }

  private readLiteral(word: string, value: GoValue): GoValue {
    for (let i = 1; i < word.length; i++) {
      this.position++;
      if (this.peek() !== word[i]) this.fail(`in literal ${word} (expecting ${quoteByte(word[i])})`);
    }
    this.position++;
    return value;
  }

  /** The next character after space. */
  private next(): string {
    this.skipSpace();
    return this.peek();
  }

  private peek(): string {
    return this.position < this.text.length ? this.text[this.position] : this.unexpectedEnd();
  }

  private unexpectedEnd(): never {
    throw new JsonSyntaxError('unexpected end of JSON input', this.text.length);
  }

  private fail(where: string): never {
    throw new JsonSyntaxError(`invalid character ${quoteByte(this.text[this.position])} ${where}`, this.position + 1);
  }
}

/** An integer as a number where that is exact, else as a bigint where it is an int64 or uint64, else the nearest number. */
export function exactInteger(digits: string): number | bigint {
  const nearest = Number(digits);
  if (Number.isSafeInteger(nearest)) return nearest;
  const exact = BigInt(digits);
  return BigInt.asIntN(64, exact) === exact || BigInt.asUintN(64, exact) === exact ? exact : nearest;
}

/** Sets a field; `__proto__` is a name like any other. */
export function setField<T>(object: { [key: string]: T }, key: string, value: T): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}

/** Go reads bytes, so of a character beyond ASCII it names the first byte of its UTF-8 as if that were a character. */
function quoteByte(char: string): string {
  if (char === "'") return `'\\''`;
  if (char === '"') return `'"'`;
  const code = char.charCodeAt(0);
  if (code < 0x80) return `'${escapeByte(char, code)}'`;
  const lead = code < 0x800 ? 0xc0 | (code >> 6) : code >= 0xd800 && code <= 0xdfff ? 0xf0 : 0xe0 | (code >> 12);
  return `'${String.fromCharCode(lead)}'`;
}

function escapeByte(char: string, code: number): string {
  const named: Record<string, string> = { '\x07': '\\a', '\b': '\\b', '\f': '\\f', '\v': '\\v', ...SHORT_ESCAPES };
  return named[char] ?? (code < 0x20 || code === 0x7f ? `\\x${code.toString(16).padStart(2, '0')}` : char);
}
