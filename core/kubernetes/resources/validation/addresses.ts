/** IP addresses and networks, as Go's net package reads them. */

export const IP_MESSAGE = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';

/** The bytes of an address: 4 or 16; undefined where the text is none. Leading zeros are fine, as they were for Go 1.15. */
export function parseIP(text: string): number[] | undefined {
  return text.includes(':') ? parseIPv6(text) : parseIPv4(text);
}

export const isIPv6 = (text: string): boolean => text.includes(':') && parseIP(text) !== undefined;

function parseIPv4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.map(Number);
}

function parseIPv6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const sides = halves.map((half) => groups(half));
  if (sides.some((side) => side === undefined)) return undefined;
  const [head, tail] = sides as [number[], number[] | undefined];
  if (!tail) return head.length === 16 ? head : undefined;
  const gap = 16 - head.length - tail.length;
  return gap >= 2 ? [...head, ...Array.from({ length: gap }, () => 0), ...tail] : undefined;
}

/** The bytes of groups of four hexadecimal digits; an IPv4 address may stand last. */
function groups(text: string): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (i === parts.length - 1 && part.includes('.')) {
      const last = parseIPv4(part);
      if (!last) return undefined;
      bytes.push(...last);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) bytes.push(parseInt(part, 16) >> 8, parseInt(part, 16) & 0xff);
    else return undefined;
  }
  return bytes;
}

export interface Network {
  address: number[];
  /** The length of the prefix in bits. */
  bits: number;
}

/** `10.0.0.0/8`; undefined where the text is none. */
export function parseCIDR(text: string): Network | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  const address = match && parseIP(match[1]!);
  const bits = Number(match?.[2]);
  return address && bits <= address.length * 8 ? { address, bits } : undefined;
}

/** The bits of a network in a byte of its addresses. */
const maskAt = (bits: number, i: number): number => (0xff << (8 - Math.max(0, Math.min(8, bits - i * 8)))) & 0xff;

export function networkContains(network: Network, address: number[]): boolean {
  if (network.address.length !== address.length) return false;
  return address.every((byte, i) => (byte & maskAt(network.bits, i)) === (network.address[i]! & maskAt(network.bits, i)));
}

/** The first address: what stands after the prefix is nil. */
export const networkAddress = ({ address, bits }: Network): number[] => address.map((byte, i) => byte & maskAt(bits, i));

/** As Go's IP.String writes it. */
export function formatIP(address: number[]): string {
  if (address.length === 4) return address.join('.');
  const words = Array.from({ length: 8 }, (_, i) => (address[i * 2]! << 8) | address[i * 2 + 1]!);
  const gap = longestZeros(words);
  const hex = (part: number[]): string => part.map((word) => word.toString(16)).join(':');
  return gap ? `${hex(words.slice(0, gap.start))}::${hex(words.slice(gap.start + gap.length))}` : hex(words);
}

function longestZeros(words: number[]): { start: number; length: number } | undefined {
  let best: { start: number; length: number } | undefined;
  for (let start = 0; start < words.length; start++) {
    let length = 0;
    while (words[start + length] === 0) length++;
    if (length >= 2 && length > (best?.length ?? 0)) best = { start, length };
  }
  return best;
}
