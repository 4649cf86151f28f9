/** One line of the report. */
export interface Row {
  what: string;
  /** What was measured, in words: `62 ms`. */
  measured: string;
  /** Against what it is held: `1.21 × node -e 0`; empty where against nothing. */
  ratio?: number;
  against?: string;
  /** The most that `ratio` may be. */
  aim?: number;
}

/** A measurement: a file that exports one of these. */
export interface Bench {
  title: string;
  run(): Promise<Row[]>;
}

export function format(title: string, rows: Row[]): string {
  const cells = rows.map(({ what, measured, ratio, against, aim }) => [
    what,
    measured,
    ratio === undefined ? '' : `${ratio.toFixed(2)} × ${against}`,
    aim === undefined ? '' : `at most ${aim}`,
    aim === undefined || ratio === undefined ? '' : ratio <= aim ? 'met' : 'NOT MET',
  ]);
  const all = [['', 'measured', 'against', 'aim', ''], ...cells];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const lines = all.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  );
  return `${title}\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

export const milliseconds = (ms: number): string => (ms >= 100 ? `${Math.round(ms)} ms` : `${ms.toFixed(ms < 1 ? 3 : 1)} ms`);

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
