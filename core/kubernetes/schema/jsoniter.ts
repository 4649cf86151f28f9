/**
 * The words of the JSON reader of 1.20 (json-iterator, case sensitive) for a body that does not fit its type:
 * `v1.Pod.Spec: v1.PodSpec.Containers: []v1.Container: readObjectStart: expect { or n, but found 1, error found in #10 byte of ...`.
 *
 * That reader does not stop at an error. It notes the first, goes on reading wherever it then stands, and each field, list and struct that
 * ends while an error is noted puts its name before it; so fields that were sound appear in the message too. Hence this second reader,
 * which goes through the same motions over the same bytes. decode.ts asks it only once it knows that the body is wrong.
 */
import type { JsonValue } from '../object.ts';
import { typeNamed } from './lookup.ts';
import { readBase64, readIntOrString, readQuantity, readTime, type ReadResult } from './scalars.ts';
import type { FieldType, TypeSchema } from './types.ts';

/** The message for a body of that type, or undefined where the reader finds nothing wrong. */
export function readerError(text: string, type: TypeSchema): string | undefined {
  const reader = new Reader(new TextEncoder().encode(text));
  reader.struct(type);
  return reader.error;
}

const byte = (char: string): number => char.charCodeAt(0);
const isSpace = (c: number): boolean => c === 0x20 || c === 0x0a || c === 0x09 || c === 0x0d;
const isDigit = (c: number): boolean => c >= 0x30 && c <= 0x39;
const utf8 = new TextDecoder();

/** A class because of its state: where it stands, and the error so far. 0 stands for the end of the input. */
class Reader {
  error: string | undefined;
  private head = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  struct(type: TypeSchema): void {
    if (!this.objectStart()) return;
    let c: number;
    do {
      const name = this.string();
      const field = type.fields.get(name);
      c = this.next();
      if (c !== byte(':')) this.report('ReadObject', `expect : after object field, but found ${this.shown(c)}`);
      if (field) {
        this.value(field.type, field.goItem);
        for (const part of field.goName.split(': ').reverse()) this.prefix(`${part}: `);
      } else this.skip();
      c = this.next();
    } while (c === byte(','));
    this.prefix(`${type.goName}.`);
    if (c !== byte('}')) this.report('struct Decode', `expect }, but found ${this.shown(c)}`);
  }

  private value(type: FieldType, goItem?: string): void {
    switch (type.kind) {
      case 'object': {
        const schema = typeNamed(type.type);
        return schema ? this.struct(schema) : this.skip();
      }
      case 'array':
        this.list(type.of);
        return this.prefix(`[]${goItem ?? 'string'}: `);
      case 'map':
        return this.map(type.of);
      case 'string':
        return void this.string();
      case 'boolean':
        return this.boolean();
      case 'int32':
        return this.integer(32);
      case 'int64':
        return this.integer(64);
      case 'double':
        return this.double();
      case 'bytes':
        return this.base64();
      case 'any':
        return this.skip();
      default:
        return this.unmarshaler(UNMARSHALERS[type.kind]);
    }
  }

  private list(of: FieldType): void {
    let c = this.next();
    if (c === byte('n')) return this.jump(3);
    if (c !== byte('[')) return this.report('decode slice', `expect [ or n, but found ${this.shown(c)}`);
    c = this.next();
    if (c === byte(']')) return;
    this.back();
    do {
      this.value(of);
      c = this.next();
    } while (c === byte(','));
    if (c !== byte(']')) this.report('decode slice', `expect ], but found ${this.shown(c)}`);
  }

  private map(of: FieldType): void {
    let c = this.next();
    if (c === byte('n')) return this.jump(3);
    if (c !== byte('{')) return this.report('ReadMapCB', `expect { or n, but found ${this.shown(c)}`);
    c = this.next();
    if (c === byte('}')) return;
    this.back();
    do {
      this.string();
      c = this.next();
      if (c !== byte(':')) return this.report('ReadMapCB', `expect : after object field, but found ${this.shown(c)}`);
      this.value(of);
      c = this.next();
    } while (c === byte(','));
    if (c !== byte('}')) this.report('ReadMapCB', `expect }, but found ${this.shown(c)}`);
  }

  private objectStart(): boolean {
    let c = this.next();
    if (c === byte('n')) {
      this.jump(3);
      return false;
    }
    if (c !== byte('{')) {
      this.report('readObjectStart', `expect { or n, but found ${this.shown(c)}`);
      return false;
    }
    c = this.next();
    if (c === byte('}')) return false;
    if (c === byte('"')) {
      this.back();
      return true;
    }
    this.report('readObjectStart', `expect " or n, but found ${this.shown(c)}`);
    return false;
  }

  private string(): string {
    const c = this.next();
    if (c === byte('n')) {
      this.jump(3);
      return '';
    }
    if (c !== byte('"')) {
      this.report('ReadString', `expects " or n, but found ${this.shown(c)}`);
      return '';
    }
    const start = this.head;
    this.skipString();
    const source = utf8.decode(this.bytes.subarray(start, this.head - 1));
    if (!source.includes('\\')) return source;
    try {
      return JSON.parse(`"${source}"`) as string;
    } catch {
      return source;
    }
  }

  private boolean(): void {
    const c = this.next();
    if (c === byte('n') || c === byte('t')) return this.jump(3);
    if (c === byte('f')) return this.jump(4);
    this.report('ReadBool', `expect t or f, but found ${this.shown(c)}`);
  }

  private integer(bits: 32 | 64): void {
    let c = this.next();
    if (c === byte('n')) return this.jump(3);
    const negative = c === byte('-');
    if (negative) c = this.bytes[this.head++] ?? 0;
    // The reader prints the sentinel of its digit table, not the byte that it found.
    if (!isDigit(c)) return this.report(`readUint${bits}`, 'unexpected character: \ufffd');
    const unsigned = 1n << BigInt(bits);
    let amount = BigInt(c - 0x30);
    while (c !== 0x30 && isDigit(this.bytes[this.head] ?? 0)) {
      amount = amount * 10n + BigInt(this.bytes[this.head++]! - 0x30);
      if (amount >= unsigned) return this.report(`readUint${bits}`, 'overflow');
    }
    if (this.bytes[this.head] === byte('.')) return this.report('assertInteger', 'can not decode float as int');
    const half = unsigned / 2n;
    if (amount > (negative ? half : half - 1n)) this.report(`ReadInt${bits}`, `overflow: ${BigInt.asIntN(64, amount)}`);
  }

  private double(): void {
    const c = this.next();
    if (c === byte('n')) return this.jump(3);
    this.back();
    if (!isDigit(c) && c !== byte('-')) return this.report('readFloat64', 'empty number');
    this.skip();
  }

  private base64(): void {
    const c = this.next();
    if (c === byte('n')) return this.jump(3);
    this.back();
    if (c === byte('[')) {
      this.list({ kind: 'int32' });
      return this.prefix('[]uint8: ');
    }
    if (c !== byte('"')) return this.report('base64Codec', 'invalid input');
    const read = readBase64(this.string());
    if ('error' in read) this.report('decode base64', read.error);
  }

  private unmarshaler(read: (source: string) => ReadResult): void {
    this.next();
    this.back();
    const start = this.head;
    this.skip();
    const result = read(utf8.decode(this.bytes.subarray(start, this.head)));
    if ('error' in result) this.report('unmarshalerDecoder', result.error);
  }

  /** Past one value of any kind. */
  private skip(): void {
    const c = this.next();
    if (c === byte('"')) return this.skipString();
    if (c === byte('n') || c === byte('t')) return this.jump(3);
    if (c === byte('f')) return this.jump(4);
    if (c === byte('[') || c === byte('{')) return this.skipNested();
    if (c !== byte('-') && !isDigit(c)) return this.report('Skip', `do not know how to skip: ${c}`);
    while (/[-+.eE0-9]/.test(String.fromCharCode(this.bytes[this.head] ?? 0))) this.head++;
  }

  private skipNested(): void {
    for (let depth = 1; depth > 0 && this.head < this.bytes.length;) {
      const c = this.bytes[this.head++];
      if (c === byte('"')) this.skipString();
      else if (c === byte('[') || c === byte('{')) depth++;
      else if (c === byte(']') || c === byte('}')) depth--;
    }
  }

  private skipString(): void {
    while (this.head < this.bytes.length && this.bytes[this.head] !== byte('"')) this.head += this.bytes[this.head] === byte('\\') ? 2 : 1;
    this.head++;
  }

  private next(): number {
    while (isSpace(this.bytes[this.head] ?? 0)) this.head++;
    const c = this.bytes[this.head];
    if (c === undefined) return 0;
    this.head++;
    return c;
  }

  private back(): void {
    if (this.head > 0) this.head--;
  }

  private jump(count: number): void {
    this.head = Math.min(this.head + count, this.bytes.length);
  }

  private shown(c: number): string {
    return c >= 0x80 ? '\ufffd' : String.fromCharCode(c);
  }

  private prefix(text: string): void {
    if (this.error !== undefined) this.error = text + this.error;
  }

  /** Notes an error, if it is the first, with ten and fifty bytes around. */
  private report(operation: string, message: string): void {
    if (this.error !== undefined) return;
    const around = (reach: number): string => utf8.decode(this.bytes.subarray(Math.max(0, this.head - reach), this.head + reach));
    this.error = `${operation}: ${message}, error found in #${Math.min(10, this.head)} byte of ...|${around(10)}|..., bigger context ...|${around(50)}|...`;
  }
}

const parsed = (source: string): JsonValue => JSON.parse(source) as JsonValue;
const UNMARSHALERS: Record<'quantity' | 'time' | 'microTime' | 'intOrString', (source: string) => ReadResult> = {
  // Go's Quantity strips the quotes and reads no escapes.
  quantity: (source) => (source === 'null' ? { value: '0' } : readQuantity(source, source.replace(/^"|"$/g, ''))),
  time: (source) => readTime(parsed(source), false),
  microTime: (source) => readTime(parsed(source), true),
  intOrString: (source) => readIntOrString(parsed(source)),
};
