/** Names from contents: 32-bit FNV-1a in the alphabet of generated names, as in `web-556d8c7d5d`. After k8s.io/kubernetes/pkg/controller.ComputeHash. */
import type { JsonValue } from '../../object.ts';

/** k8s.io/apimachinery/pkg/util/rand: no vowels, no look-alikes. */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789';

/** The real one hashes a dump of Go's memory, of which this is the JSON with its keys in order: equal values, equal hashes. */
export function hashOf(value: unknown, collisionCount?: number): string {
  let hash = 0x811c9dc5;
  const text = canonical(value as JsonValue) + (collisionCount === undefined ? '' : `#${collisionCount}`);
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return [...String(hash)].map((digit) => SAFE[digit.charCodeAt(0) % SAFE.length]).join('');
}

function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return `{${keys
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key]!)}`)
    .join(',')}}`;
}
