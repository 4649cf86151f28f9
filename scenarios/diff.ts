/** Shows how two texts differ, line by line, for people: what was expected (-), what came (+). */
export function diffLines(expected: string, got: string): { sign: ' ' | '-' | '+'; line: string }[] {
  const a = expected.split('\n');
  const b = got.split('\n');
  const table = lengths(a, b);
  const out: { sign: ' ' | '-' | '+'; line: string }[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      out.push({ sign: ' ', line: a[i]! });
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
function lengths(a: string[], b: string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i]![j] = a[i] === b[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
    }
  }
  return table;
}
