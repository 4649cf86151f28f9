/**
 * The best of Python's `difflib.get_close_matches(word, choices, cutoff=0.7)`: the choice with the highest SequenceMatcher ratio,
 * of equals the last in code-point order; undefined where none is close.
 */
export function closest(word: string, choices: readonly string[], cutoff = 0.7): string | undefined {
  let best: { ratio: number; choice: string } | undefined;
  for (const choice of choices) {
    const ratio = similarity(choice, word);
    if (ratio < cutoff) continue;
    if (!best || ratio > best.ratio || (ratio === best.ratio && choice > best.choice)) best = { ratio, choice };
  }
  return best?.choice;
}

/** SequenceMatcher(a, b).ratio(): twice the matching characters over all characters. */
export function similarity(a: string, b: string): number {
  const total = a.length + b.length;
  return total === 0 ? 1 : (2 * matching(a, b)) / total;
}

/** Characters in the longest common block and, recursively, left and right of it. */
function matching(a: string, b: string): number {
  if (!a || !b) return 0;
  const { start, other, size } = longestBlock(a, b);
  if (size === 0) return 0;
  return size + matching(a.slice(0, start), b.slice(0, other)) + matching(a.slice(start + size), b.slice(other + size));
}

/** The longest common substring; of equals the first in `a`, then the first in `b`. */
function longestBlock(a: string, b: string): { start: number; other: number; size: number } {
  let best = { start: 0, other: 0, size: 0 };
  let lengths = new Map<number, number>();
  for (let i = 0; i < a.length; i++) {
    const next = new Map<number, number>();
    for (let j = 0; j < b.length; j++) {
      if (a[i] !== b[j]) continue;
      const size = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { start: i - size + 1, other: j - size + 1, size };
    }
    lengths = next;
  }
  return best;
}
