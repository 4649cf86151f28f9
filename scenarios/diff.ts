export interface DiffLine {
  /** Expected (-), came (+), or both. */
  sign: ' ' | '-' | '+';
  line: string;
}

/** Shows how two texts differ, line by line, for people. @param same whether a line that came is the expected one. */
export function diffLines(expected: string, got: string, same = (e: string, g: string): boolean => e === g): DiffLine[] {
  const a = expected.split('\n');
  const b = got.split('\n');
  const table = lengths(a, b, same);
  const out: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (same(a[i]!, b[j]!)) {
      out.push({ sign: ' ', line: b[j]! });
      i++;
      j++;
    } else if (table[i + 1]![j]! >= table[i]![j + 1]!) out.push({ sign: '-', line: a[i++]! });
    else out.push({ sign: '+', line: b[j++]! });
  }
  for (; i < a.length; i++) out.push({ sign: '-', line: a[i]! });
  for (; j < b.length; j++) out.push({ sign: '+', line: b[j]! });
  return out;
}

/** Lengths of the longest common subsequences of the tails. */
function lengths(a: string[], b: string[], same: (e: string, g: string) => boolean): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i]![j] = same(a[i]!, b[j]!) ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
    }
  }
  return table;
}

const CONTEXT = 2;

/** Leaves out lines that are the same on both sides and stand far from any that differ. */
export function condensed(diff: DiffLine[]): DiffLine[] {
  const near = diff.map((_, i) => diff.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some((d) => d.sign !== ' '));
  return diff.flatMap((line, i) => {
    if (near[i]) return [line];
    return i === 0 || near[i - 1] ? [{ sign: ' ', line: '...' }] : [];
  });
}
