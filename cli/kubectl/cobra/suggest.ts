/** The commands that a mistyped one may have meant, as cobra finds them: two edits away, or the beginning of a name. */
import type { CommandEntry } from './types.ts';

const MOST_EDITS = 2;

export function suggestions(word: string, commands: readonly CommandEntry[]): string[] {
  return commands.map((c) => c.name).filter((name) => edits(word.toLowerCase(), name.toLowerCase()) <= MOST_EDITS || name.toLowerCase().startsWith(word.toLowerCase()));
}

function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}
