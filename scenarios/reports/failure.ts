/** What failed in a step, as plain lines; expected lines start with -, got ones with +. */
import { condensed, diffLines } from '../diff.ts';
import { matchLines, type Deviation } from '../expect.ts';
import type { StepResult } from '../run.ts';

export function failureLines(result: StepResult): string[] {
  const lines: string[] = [];
  for (const { command, deviations } of result.commands) {
    if (deviations.length)
      lines.push(
        ...command.run
          .trimEnd()
          .split('\n')
          .map((l, i) => `${i ? '>' : '$'} ${l}`),
      );
    for (const deviation of deviations) lines.push(...deviationLines(deviation));
  }
  for (const check of result.checks)
    if (!check.ok) lines.push(`check failed: ${check.what}`, ...(check.found ? [`  found: ${check.found}`] : []));
  return lines;
}

function deviationLines({ what, how, expected, got }: Deviation): string[] {
  if (what === 'code') return [`exit code: expected ${expected}, got ${got}`];
  const same = SAME[how];
  if (same)
    return [`${what}: expected (-) and got (+)`, ...condensed(diffLines(expected, got, same)).map(({ sign, line }) => `${sign} ${line}`)];
  return [`${what}: expected (${how})`, ...expected.split('\n').map((l) => `- ${l}`), 'got', ...got.split('\n').map((l) => `+ ${l}`)];
}

/** How lines are compared where outputs are compared line by line. */
const SAME: Record<string, (expected: string, got: string) => boolean> = {
  exact: (expected, got) => expected === got,
  lines: (expected, got) => matchLines([got], [expected]),
  table: (expected, got) => matchLines([squeezed(got)], [squeezed(expected)]),
};

const squeezed = (row: string): string => row.trim().replace(/\s+/g, ' ');
