/** TAP 14: a test a step; what failed stands in a YAML block. */
import { brokenOf, stepsOf, type Entry } from './index.ts';
import { failureLines } from './failure.ts';

export function tap(entries: Entry[]): string {
  const lines: string[] = [];
  let number = 0;
  for (const entry of entries) {
    for (const step of stepsOf(entry)) {
      number += 1;
      const todo = !step.ok && step.allowed ? ' # TODO deviation allowed' : '';
      lines.push(`${step.ok ? 'ok' : 'not ok'} ${number} - ${entry.name}: ${escaped(step.step.title)}${todo}`);
      if (!step.ok) lines.push('  ---', '  message: |', ...failureLines(step).map((l) => `    ${l}`), '  ...');
    }
    const broken = brokenOf(entry);
    if (broken)
      lines.push(
        `not ok ${(number += 1)} - ${entry.name}: broken`,
        '  ---',
        '  message: |',
        ...broken.split('\n').map((l) => `    ${l}`),
        '  ...',
      );
  }
  return `TAP version 14\n1..${number}\n${lines.map((l) => `${l}\n`).join('')}`;
}

const escaped = (text: string): string => text.replace(/[\\#]/g, '\\$&');
