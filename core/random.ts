/** The randomness that core is handed. A seeded one repeats, so uids and suffixes do too. */
export interface Random {
  /** A whole number in [0, bound), bound at most 2^32. */
  below(bound: number): number;
}

/** The alphabet of Kubernetes' generated names: no vowels, no look-alikes (k8s.io/apimachinery/pkg/util/rand). */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789';

/** A seeded generator (mulberry32): equal seeds give equal sequences. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    below(bound) {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = state;
      t = Math.imul(t ^ (t >>> 15), t | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * bound);
    },
  };
}

/** `length` characters of the generated-name alphabet, as in `nginx-5d59d67564-x7k2p`. */
export function safeSuffix(random: Random, length = 5): string {
  let out = '';
  for (let i = 0; i < length; i++) out += SAFE[random.below(SAFE.length)];
  return out;
}

/** A random (version 4) UUID in lower-case text form. */
export function uuid(random: Random): string {
  let hex = '';
  for (let i = 0; i < 8; i++) hex += random.below(65536).toString(16).padStart(4, '0');
  const variant = ((parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
