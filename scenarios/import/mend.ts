/**
 * Mends YAML whose only fault is a line that stands a space or two off. No table of known faults: the file is read as kubectl reads it,
 * and the smallest shift of a line near the error after which the reader gets further is taken, until it reads.
 */
export interface Mended {
  text: string;
  /** Lines that were moved: number from 1, and by how many spaces (negative: to the left). */
  moves: { line: number; by: number }[];
}

/** How a reader fares: undefined when the text reads, else the error. */
export type Reader = (text: string) => string | undefined;

const SHIFTS = [1, -1, 2, -2, 3, -3];
/** Lines around the one that the error names, nearest first. */
const DISTANCES = [0, 1, -1, 2, -2];
const MOST_MOVES = 20;

/** @returns undefined where no few shifts help. */
export function mend(text: string, read: Reader): Mended | undefined {
  let lines = text.split('\n');
  const moves: Mended['moves'] = [];
  let error = read(text);
  while (error !== undefined) {
    if (moves.length >= MOST_MOVES) return undefined;
    const best = bestMove(lines, error, read);
    if (!best) return undefined;
    lines = best.lines;
    moves.push({ line: best.index + 1, by: best.by });
    error = read(lines.join('\n'));
  }
  return { text: lines.join('\n'), moves };
}

/** The smallest shift of a line nearest to the error that lets the reader get further; a larger one may read and yet mean something else. */
function bestMove(lines: string[], error: string, read: Reader) {
  const reach = place(error, lines.length);
  for (const by of SHIFTS) {
    for (const distance of DISTANCES) {
      const index = reach - 1 + distance;
      const shifted = shift(lines[index] ?? '', by);
      if (shifted === undefined) continue;
      const candidate = lines.with(index, shifted);
      const after = read(candidate.join('\n'));
      if (after === undefined || place(after, lines.length) > reach) return { lines: candidate, index, by };
    }
  }
  return undefined;
}

/** The line that an error names: `yaml: line 8: ...`; the end where it names none. */
function place(error: string, end: number): number {
  const line = /line (\d+)/.exec(error)?.[1];
  return line ? Number(line) : end;
}

function shift(line: string, by: number): string | undefined {
  const indent = /^ */.exec(line)![0].length;
  if (!line.trim() || indent + by < 0) return undefined;
  return ' '.repeat(indent + by) + line.slice(indent);
}
