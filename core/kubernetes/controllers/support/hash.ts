/** Names from contents: 32-bit FNV in the alphabet of generated names, as in `nginx-6799fc88d8`. */
import { templatePrinter } from './template-dump.ts';

/** k8s.io/apimachinery/pkg/util/rand: no vowels, no look-alikes. */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789';
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

interface Remembered {
  minor: number;
  sum: number;
}
const sums = new WeakMap<object, Remembered>();
const printers = new Map<number, (template: unknown) => string>();

/** The hash of a pod template, for replica sets and daemon sets. After k8s.io/kubernetes/pkg/controller.ComputeHash. */
export function hashOfTemplate(template: object, minor: number, collisionCount?: number): string {
  let sum = sumOf(template, minor);
  if (collisionCount !== undefined)
    for (let i = 0; i < 8; i++) sum = Math.imul(sum ^ (i < 4 ? (collisionCount >>> (8 * i)) & 255 : 0), PRIME);
  return encode(sum);
}

function sumOf(template: object, minor: number): number {
  const before = sums.get(template);
  if (before?.minor === minor) return before.sum;
  let print = printers.get(minor);
  if (!print) printers.set(minor, (print = templatePrinter(minor)));
  let sum = OFFSET;
  for (const byte of bytesOf(print(template))) sum = Math.imul(sum ^ byte, PRIME);
  sums.set(template, { minor, sum });
  return sum;
}

/** The hash of a revision's data, for stateful sets, which always count: FNV-1, not 1a. After k8s.io/kubernetes/pkg/controller/history.HashControllerRevision. */
export function hashOfData(json: string, collisionCount: number): string {
  let sum = OFFSET;
  for (const byte of bytesOf(json + collisionCount)) sum = Math.imul(sum, PRIME) ^ byte;
  return encode(sum);
}

const encode = (sum: number): string => [...String(sum >>> 0)].map((digit) => SAFE[digit.charCodeAt(0) % SAFE.length]).join('');

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
