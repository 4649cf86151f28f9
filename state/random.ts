import { seededRandom, type Random } from '../core/random.ts';

/**
 * Randomness that begins anew with each request, from a seed and the store's revision: two requests differ, and the same
 * requests on the same state repeat.
 */
export interface RequestRandom extends Random {
  begin(revision: number): void;
}

/** @param seed AKSLAB_SEED; without it nothing repeats. */
export function requestRandom(seed?: number): RequestRandom {
  const fresh = () => Math.floor(Math.random() * 2 ** 32);
  let current = seededRandom(seed ?? fresh());
  return {
    below: (bound) => current.below(bound),
    begin(revision) {
      current = seededRandom(seed === undefined ? fresh() : Math.imul(seed ^ Math.imul(revision + 1, 0x9e3779b1), 0x85ebca6b));
    },
  };
}

/** A seed as people write it: a number, or any text. */
export function seedFrom(text: string): number {
  if (/^\d+$/.test(text)) return Number(text) >>> 0;
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619);
  return hash >>> 0;
}
