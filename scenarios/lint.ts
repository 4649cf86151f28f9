/**
 * Proves a scenario: its solutions pass from the start state, each graded check fails before its solution, manifests parse, every
 * step can be helped. That expressions compile, the loader has seen.
 */
import { readDocuments } from '../formats/goyaml/index.ts';
import { prepare, runChecks, runStep } from './run.ts';
import { failureLines } from './reports/failure.ts';
import type { Session } from './session.ts';
import type { Check, Problem, Scenario, Step } from './types.ts';

/** What can be said without running anything. */
export function checkStatically(scenario: Scenario): Problem[] {
  const problems: Problem[] = [];
  const say = (message: string) => problems.push({ file: scenario.file, line: 0, column: 0, message });
  for (const step of scenario.steps) {
    for (const message of manifestProblems(step)) say(`step ${step.id}: ${message}`);
  }
  return problems;
}

/** What a trainee would miss. */
function teachingProblems(step: Step): string[] {
  return [
    ...(!step.run.length && !step.solution.length ? ['it has neither commands nor a solution, so that nobody can pass it by itself'] : []),
    ...(!step.run.length && !step.check.length ? ['an exercise needs a check, or anything would pass'] : []),
    ...(!step.hints.length ? ['it has no hints'] : []),
  ];
}

/** What running shows: one session from the start, the solutions in order. */
export async function lint(scenario: Scenario, session: Session): Promise<Problem[]> {
  const problems = checkStatically(scenario);
  const say = (message: string) => problems.push({ file: scenario.file, line: 0, column: 0, message });
  if (!scenario.steps.length) say('it has no steps');
  for (const step of scenario.steps) for (const message of teachingProblems(step)) say(`step ${step.id}: ${message}`);
  const broken = await prepare(scenario, session);
  if (broken) {
    say(broken);
    return problems;
  }
  for (const step of scenario.steps) {
    if (step.solution.length) {
      session.writeFiles(step.files);
      const before = await runChecks(step, session);
      const some = before.some((c) => !c.ok);
      for (const [i, check] of before.entries())
        if (check.ok && !(some && isGuard(step.check[i]!)))
          say(`step ${step.id}: the check "${check.what}" holds before the solution, so that it proves nothing`);
    }
    const result = await runStep(step, session);
    if (!result.ok && !result.allowed) {
      say(
        `step ${step.id}: its ${step.run.length ? 'commands do' : 'solution does'} not pass:\n${failureLines(result)
          .map((l) => `    ${l}`)
          .join('\n')}`,
      );
      break;
    }
  }
  return problems;
}

/** A check that something is not possible keeps a solution from going too far. It may hold all along, where another check does not. */
const isGuard = (check: Check): boolean => 'denied' in check || 'refused' in check || 'absent' in check;

/** A manifest that does not parse is a slip, unless the step is about just that: it then expects its commands to fail. */
function manifestProblems(step: Step): string[] {
  if (step.run.some((c) => (c.expect.code ?? 0) !== 0)) return [];
  return Object.entries({ ...step.files, ...step.solutionFiles })
    .filter(([name]) => /\.ya?ml$/.test(name))
    .flatMap(([name, text]) => {
      const error = yamlError(text);
      return error ? [`${name} does not parse: ${error}`] : [];
    });
}

/** What kubectl would say of a YAML text, or undefined. */
export function yamlError(text: string): string | undefined {
  return readDocuments(text)
    .find((document) => document.error)
    ?.error?.replace(/^error converting YAML to JSON: /, '');
}
