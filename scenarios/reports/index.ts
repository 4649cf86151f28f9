/** Reports of scenario runs: one function a format, from results to text. */
import type { ScenarioResult, StepResult } from '../run.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { tap } from './tap.ts';

/** What ran, or what could not even be loaded. */
export type Entry = { name: string; file: string; result: ScenarioResult } | { name: string; file: string; broken: string };

export type Report = (entries: Entry[]) => string;

export const REPORTS: Record<string, Report> = { junit, tap, json, markdown };

/** Exit code of `akslab test`: 0 all hold, 1 an expectation failed, 2 a scenario is broken. */
export function exitCode(entries: Entry[]): number {
  if (entries.some((e) => brokenOf(e))) return 2;
  return entries.some((e) => 'result' in e && !e.result.ok) ? 1 : 0;
}

export const brokenOf = (entry: Entry): string | undefined => ('broken' in entry ? entry.broken : entry.result.broken);
export const stepsOf = (entry: Entry): StepResult[] => ('result' in entry ? entry.result.steps : []);
export const secondsOf = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

function json(entries: Entry[]): string {
  const scenarios = entries.map((entry) => ({
    name: entry.name,
    file: entry.file,
    ok: 'result' in entry && entry.result.ok,
    broken: brokenOf(entry),
    milliseconds: 'result' in entry ? Math.round(entry.result.milliseconds) : 0,
    steps: stepsOf(entry).map((step) => ({
      id: step.step.id,
      title: step.step.title,
      ok: step.ok,
      milliseconds: Math.round(step.milliseconds),
      commands: step.commands.map(({ command, outcome, deviations, tries }) => ({ run: command.run, ...outcome, tries, deviations })),
      checks: step.checks,
    })),
  }));
  return `${JSON.stringify({ scenarios }, null, 2)}\n`;
}
