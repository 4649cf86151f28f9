/**
 * Runs a scenario by itself: what `akslab replay`, `akslab test` and lint do. A session is where it runs; the events say what happens,
 * as it happens, and reports are made of them.
 */
import { compare, search, type Deviation, type Outcome } from './expect.ts';
import { runCheck, type CheckResult } from './checks.ts';
import type { Command, Scenario, Step } from './types.ts';
import { makeCluster } from './clusters.ts';
import type { Session } from './session.ts';

export interface CommandResult {
  command: Command;
  outcome: Outcome;
  deviations: Deviation[];
  /** How often it ran, where it was repeated until the expectation held. */
  tries: number;
}

export interface StepResult {
  step: Step;
  ok: boolean;
  commands: CommandResult[];
  checks: CheckResult[];
  /** A deviation that the scenario allows. */
  allowed: boolean;
  milliseconds: number;
}

export interface ScenarioResult {
  scenario: Scenario;
  ok: boolean;
  steps: StepResult[];
  /** Where setup or cleanup failed: the scenario is broken, not its user. */
  broken?: string;
  milliseconds: number;
}

export interface RunOptions {
  /** Called before and after each step and command. */
  on?(event: RunEvent): void | Promise<void>;
  /** Stop at the first step that fails (yes unless false). */
  failFast?: boolean;
  /** Go on behind a command that deviates: to see all that `scenario update` has to rewrite. */
  pastDeviations?: boolean;
  /** The last step to run, by its number from 1. */
  until?: number;
  signal?: AbortSignal;
  stopwatch?(): number;
}

export type RunEvent =
  | { type: 'step'; step: Step; number: number; of: number }
  | { type: 'command'; command: Command }
  | { type: 'output'; result: CommandResult }
  | { type: 'done'; result: StepResult };

export async function runScenario(scenario: Scenario, session: Session, options: RunOptions = {}): Promise<ScenarioResult> {
  const stopwatch = options.stopwatch ?? (() => performance.now());
  const start = stopwatch();
  const result: ScenarioResult = { scenario, ok: true, steps: [], milliseconds: 0 };
  const finish = () => Object.assign(result, { milliseconds: stopwatch() - start });
  result.broken = await prepare(scenario, session);
  if (result.broken) return Object.assign(finish(), { ok: false });
  const last = Math.min(options.until ?? scenario.steps.length, scenario.steps.length);
  for (const [i, step] of scenario.steps.slice(0, last).entries()) {
    await options.on?.({ type: 'step', step, number: i + 1, of: scenario.steps.length });
    const stepResult = await runStep(step, session, { ...options, stopwatch });
    result.steps.push(stepResult);
    await options.on?.({ type: 'done', result: stepResult });
    if (!stepResult.ok && !stepResult.allowed) {
      result.ok = false;
      if (options.failFast !== false) break;
    }
  }
  const cleanup = await runQuietly(scenario.cleanup, session, 'cleanup');
  if (cleanup && result.ok) Object.assign(result, { broken: cleanup, ok: false });
  return finish();
}

/** Writes the scenario's files and runs its setup; a text where that fails. */
export async function prepare(scenario: Scenario, session: Session): Promise<string | undefined> {
  const broken = scenario.cluster && (await makeCluster(scenario.cluster, session));
  if (broken) return `the cluster could not be made: ${broken}`;
  session.writeFiles(scenario.files);
  return runQuietly(scenario.setup, session, 'setup');
}

/** Runs one step's commands (or its solution), then its checks. */
export async function runStep(step: Step, session: Session, options: RunOptions = {}): Promise<StepResult> {
  const stopwatch = options.stopwatch ?? (() => performance.now());
  const start = stopwatch();
  session.writeFiles({ ...step.files, ...step.solutionFiles });
  const commands: CommandResult[] = [];
  for (const command of step.run.length ? step.run : step.solution) {
    await options.on?.({ type: 'command', command });
    const result = await runCommand(command, session, options.signal);
    commands.push(result);
    await options.on?.({ type: 'output', result });
    if (result.deviations.length && !command.allowFailure && !options.pastDeviations) break;
  }
  const failed = commands.some((r) => r.deviations.length && !r.command.allowFailure);
  const checks = failed && !options.pastDeviations ? [] : await runChecks(step, session);
  const ok = !failed && checks.every((c) => c.ok);
  return { step, ok, commands, checks, allowed: step.allowFailure, milliseconds: stopwatch() - start };
}

export async function runChecks(step: Step, session: Session): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of step.check) results.push(await runCheck(check, session));
  return results;
}

export async function runCommand(command: Command, session: Session, signal?: AbortSignal): Promise<CommandResult> {
  let tries = 0;
  for (;;) {
    const outcome = await session.run(command.run, { signal });
    const deviations = compare(outcome, command.expect);
    tries += 1;
    if (deviations.length && command.until && tries < command.until.tries && !signal?.aborted) {
      await session.wait(command.until.every);
      continue;
    }
    if (!deviations.length) session.setVariables(captured(command, outcome));
    return { command, outcome, deviations, tries };
  }
}

/** The shell variables that a command's answer gives. */
export function captured(command: Command, outcome: Outcome): Record<string, string> {
  return Object.fromEntries(Object.entries(command.capture).map(([name, from]) => [name, capture(from, outcome)]));
}

function capture(from: string | { jmespath: string }, outcome: Outcome): string {
  if (typeof from !== 'string') {
    const found = search(readJson(outcome.stdout), from.jmespath);
    return typeof found === 'string' ? found : (JSON.stringify(found) ?? '');
  }
  const found = new RegExp(from, 'm').exec(outcome.stdout);
  return found?.[1] ?? found?.[0] ?? '';
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function runQuietly(commands: Command[], session: Session, what: string): Promise<string | undefined> {
  for (const command of commands) {
    const { deviations, outcome } = await runCommand(command, session);
    if (deviations.length && !command.allowFailure) {
      const got = `exit code ${outcome.code}${outcome.stderr ? `: ${outcome.stderr.trim()}` : ''}`;
      return `${what} failed at \`${command.run.trim()}\`: ${deviations.map((d) => `${d.what} should be ${d.expected}`).join(', ')}, got ${got}`;
    }
  }
  return undefined;
}
