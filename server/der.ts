/** The few ASN.1 types that a certificate needs, in DER (X.690). Each function gives the whole tag-length-value. */

function tagged(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...length(content.length)]), content]);
}

function length(n: number): number[] {
  if (n < 0x80) return [n];
  const bytes: number[] = [];
  for (let rest = n; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return [0x80 | bytes.length, ...bytes];
}

export const sequence = (...items: Buffer[]) => tagged(0x30, ...items);
export const set = (...items: Buffer[]) => tagged(0x31, ...items);
export const bool = (value: boolean) => tagged(0x01, Buffer.from([value ? 0xff : 0]));
/** A positive integer, big-endian, whose first bit is not set. */
export const integer = (bytes: Buffer) => tagged(0x02, bytes);
export const octetString = (content: Buffer) => tagged(0x04, content);
export const bitString = (content: Buffer, unusedBits = 0) => tagged(0x03, Buffer.from([unusedBits]), content);
export const utf8String = (text: string) => tagged(0x0c, Buffer.from(text, 'utf8'));
/** `[n]`, holding other values (constructed) or bytes of its own. */
export const contextTag = (n: number, content: Buffer, constructed = false) => tagged(0x80 | (constructed ? 0x20 : 0) | n, content);

export function objectId(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split('.').map(Number) as [number, number, ...number[]];
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return tagged(0x06, Buffer.from(bytes));
}

/** A time, in milliseconds since the epoch: UTCTime to 2049, GeneralizedTime after (RFC 5280 section 4.1.2.5). */
export function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/[-:T]|\.\d+/g, '');
  return Number(digits.slice(0, 4)) < 2050 ? tagged(0x17, Buffer.from(digits.slice(2))) : tagged(0x18, Buffer.from(digits));
}

/** The 4 or 16 bytes of an address. */
export function ip(address: string): Buffer {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number));
  const [head, tail] = address.split('::') as [string, string | undefined];
  const groups = (text: string | undefined) => (text ? text.split(':') : []);
  const middle = tail === undefined ? [] : Array<string>(8 - groups(head).length - groups(tail).length).fill('0');
  return Buffer.from([...groups(head), ...middle, ...groups(tail)].map((g) => g.padStart(4, '0')).join(''), 'hex');
}
