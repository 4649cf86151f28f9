/** Unified diffs, as `diff -u` writes them. */
const CONTEXT = 3;

interface Edit {
  sign: ' ' | '-' | '+';
  line: string;
}

/**
 * The hunks of a diff, without the two lines that name the files; '' where nothing differs.
 * @example unifiedHunks('a\nb\n', 'a\nc\n') // '@@ -1,2 +1,2 @@\n a\n-b\n+c\n'
 */
export function unifiedHunks(before: string, after: string): string {
  const edits = editsBetween(linesOf(before), linesOf(after));
  let text = '';
  for (const [from, to] of hunkRanges(edits)) {
    const count = (until: number, signs: string) => edits.slice(0, until).filter(({ sign }) => signs.includes(sign)).length;
    const range = (signs: string) => {
      const start = count(from, signs);
      const length = count(to, signs) - start;
      return `${length ? start + 1 : start}${length === 1 ? '' : `,${length}`}`;
    };
    text += `@@ -${range(' -')} +${range(' +')} @@\n`;
    text += edits
      .slice(from, to)
      .map(({ sign, line }) => sign + (line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`))
      .join('');
  }
  return text;
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** The changes with some lines around each, those that touch as one. */
function hunkRanges(edits: readonly Edit[]): [from: number, to: number][] {
  const ranges: [number, number][] = [];
  edits.forEach(({ sign }, i) => {
    if (sign === ' ') return;
    const last = ranges.at(-1);
    const to = Math.min(edits.length, i + 1 + CONTEXT);
    if (last && i - CONTEXT <= last[1]) last[1] = to;
    else ranges.push([Math.max(0, i - CONTEXT), to]);
  });
  return ranges;
}

function editsBetween(a: readonly string[], b: readonly string[]): Edit[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const same = (line: string): Edit => ({ sign: ' ', line });
  return [
    ...a.slice(0, start).map(same),
    ...longestCommon(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(same),
  ];
}

/** By the longest common subsequence of lines; removals before additions. */
function longestCommon(a: readonly string[], b: readonly string[]): Edit[] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j] ? lengths[(i + 1) * width + j + 1]! + 1 : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      edits.push({ sign: ' ', line: a[i++]! });
      j++;
    } else if (j >= b.length || (i < a.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!))
      edits.push({ sign: '-', line: a[i++]! });
    else edits.push({ sign: '+', line: b[j++]! });
  }
  return edits;
}
