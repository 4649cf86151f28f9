/** A summary for pull requests and job pages. */
import { brokenOf, stepsOf, type Entry } from './index.ts';
import { failureLines } from './failure.ts';

export function markdown(entries: Entry[]): string {
  const rows = entries.map((entry) => {
    const steps = stepsOf(entry);
    const passed = steps.filter((s) => s.ok || s.allowed).length;
    const state = brokenOf(entry) ? 'broken' : 'result' in entry && entry.result.ok ? 'passed' : 'failed';
    return `| ${cell(entry.name)} | ${state} | ${passed} of ${steps.length} |`;
  });
  return `${['| scenario | result | steps |', '| --- | --- | --- |', ...rows].join('\n')}\n${entries.map(details).join('')}`;
}

function details(entry: Entry): string {
  const broken = brokenOf(entry);
  const sections = stepsOf(entry)
    .filter((s) => !s.ok && !s.allowed)
    .map((s) => `\n### ${entry.name}: ${s.step.title}\n\n${fenced(failureLines(s).join('\n'), 'diff')}`);
  if (broken) sections.push(`\n### ${entry.name}: broken\n\n${fenced(broken, '')}`);
  return sections.join('');
}

/** A fence longer than any run of backticks inside. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((m) => m[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}\n`;
}

const cell = (text: string): string => text.replace(/\|/g, '\\|');
