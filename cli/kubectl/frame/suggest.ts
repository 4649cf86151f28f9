/** cobra's suggestions for a command that does not exist. */

/** Names that are within two edits, or that the word begins; letter case does not count. */
export function suggestions(word: string, names: readonly string[]): string[] {
  const lower = word.toLowerCase();
  return names.filter((name) => distance(lower, name.toLowerCase()) <= 2 || name.toLowerCase().startsWith(lower));
}

/** Levenshtein's distance. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}
