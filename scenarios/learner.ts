/**
 * A trainee's way through a scenario: which step is open, when it is done, hints, undo. No screen here; cli/akslab/learn draws it.
 *
 * A step is done when its checks hold, however that was reached. Where they held before anything was typed, or there are none, the step's
 * commands must have been typed too: each one that the step names, as it stands or in words that answer as expected.
 */
import { forgetRefusalsSince, refusalEntries } from '../core/refusals.ts';
import { flat, type CheckResult } from './checks.ts';
import { compare, type Deviation, type Outcome } from './expect.ts';
import { captured, prepare, runChecks, runCommand } from './run.ts';
import type { Session } from './session.ts';
import type { Command, Scenario, Step } from './types.ts';

/** What is kept between sittings; JSON. */
export interface Progress {
  scenario: string;
  version: string;
  /** Index of the open step; the number of steps when all are done. */
  step: number;
  steps: Record<string, StepProgress>;
  /** Milliseconds since the epoch. */
  started: number;
  finished?: number;
}

export interface StepProgress {
  hints: number;
  solution: boolean;
  skipped: boolean;
  done: boolean;
  /** Lines typed in the step. */
  lines: number;
}

export interface LearnerOptions {
  scenario: Scenario;
  session: Session;
  /** None: a new start. */
  progress?: Progress;
  /** State at the open step's start, as kept by the last sitting. */
  stepStart?: unknown;
  now(): number;
  save(progress: Progress, stepStart: unknown): void;
}

export interface Answer {
  outcome: Outcome;
  /** Whether the step is done by now. */
  done: boolean;
  checks: CheckResult[];
  /** Lines that the step waits for besides its checks, and why one that was typed does not count. */
  waitsFor: string[];
}

export class Learner {
  readonly scenario: Scenario;
  readonly session: Session;
  private progress_: Progress;
  private stepStart: unknown;
  private heldBefore = false;
  private matched = new Set<string>();
  /** What the scenario starts from, for `restart`. */
  private beginning: unknown;

  constructor(private readonly options: LearnerOptions) {
    this.scenario = options.scenario;
    this.session = options.session;
    this.progress_ = options.progress ?? fresh(options);
    this.stepStart = options.stepStart;
  }

  get progress(): Progress {
    return this.progress_;
  }

  /** The open step, or undefined when all are done. */
  get step(): Step | undefined {
    return this.scenario.steps[this.progress_.step];
  }

  /** Sets the scene: the scenario's files and setup on a new start. Returns what is broken, if anything. */
  async begin(): Promise<string | undefined> {
    if (!this.options.progress) this.beginning = await this.session.host.snapshot();
    const broken = this.options.progress ? undefined : await prepare(this.scenario, this.session);
    if (!broken) await this.enter(this.stepStart === undefined);
    return broken;
  }

  /** Runs a line that the trainee typed, and looks whether the step is done. */
  async type(text: string, signal?: AbortSignal): Promise<Answer> {
    const outcome = await this.session.run(text, { signal });
    return this.judge(text, outcome);
  }

  /** The same for a line that was run elsewhere: attached to the terminal, past the bash engine. */
  async judge(text: string, outcome: Outcome): Promise<Answer> {
    const step = this.step;
    if (!step) return { outcome, done: false, checks: [], waitsFor: [] };
    this.note({ lines: this.at(step).lines + 1 });
    const typed = splitLines(text).map(squeeze);
    const otherwise = new Map<string, string>();
    for (const line of logicalLines(step)) {
      const differs = this.differs(line, typed, outcome, step.check.length > 0);
      if (differs === undefined) {
        this.matched.add(line.text);
        this.session.setVariables(captured(line.command, outcome));
      } else otherwise.set(line.text, differs);
    }
    const checks = await this.check(step);
    // A solution is told when it is asked for.
    const open = this.heldBefore && step.run.length ? [...otherwise].filter(([line]) => !this.matched.has(line)) : [];
    const waitsFor = open.map(([line, why]) => `\`${line.trim().replace(/\s+/g, ' ')}\`${why}`);
    return { outcome, checks, waitsFor, done: this.isDone(step, checks) };
  }

  /** Closes the open step and opens the next. */
  async advance(how: { skipped?: boolean } = {}): Promise<void> {
    this.note({ done: !how.skipped, skipped: how.skipped ?? false });
    this.progress_.step += 1;
    if (this.step) await this.enter(true);
    else {
      this.progress_.finished = this.options.now();
      this.save();
    }
  }

  /** The next hint, or undefined when there are no more. */
  hint(): string | undefined {
    const step = this.step;
    if (!step) return undefined;
    const given = this.at(step).hints;
    if (given >= step.hints.length) return undefined;
    this.note({ hints: given + 1 });
    return step.hints[given];
  }

  /** The lines that solve the step; noted on the certificate. */
  solution(): Command[] {
    const step = this.step;
    if (!step) return [];
    this.note({ solution: true });
    return step.solution.length ? step.solution : step.run;
  }

  /** Skips the step: it is done for the trainee where it can be, so that the next one finds the state it needs. */
  async skip(): Promise<void> {
    const step = this.step;
    if (!step) return;
    this.session.writeFiles({ ...step.files, ...step.solutionFiles });
    for (const command of step.solution.length ? step.solution : step.run) await runCommand(command, this.session);
    await this.advance({ skipped: true });
  }

  /** Puts the state back to the step's start. */
  async undo(): Promise<void> {
    await this.session.host.restore(this.stepStart);
    await this.enter(false);
  }

  /** Starts the scenario over. False where its beginning is not known (resumed): the caller makes a new learner then. */
  async restart(): Promise<boolean> {
    if (this.beginning === undefined) return false;
    await this.session.host.restore(this.beginning);
    this.progress_ = fresh(this.options);
    await prepare(this.scenario, this.session);
    await this.enter(true);
    return true;
  }

  private async enter(snapshot: boolean): Promise<void> {
    if (snapshot) this.stepStart = await this.session.host.snapshot();
    this.matched.clear();
    const step = this.step;
    this.heldBefore = !!step && (await this.check(step)).every((c) => c.ok);
    this.save();
  }

  /** `akslab why` explains what the trainee was refused, never what a check was. */
  private async check(step: Step): Promise<CheckResult[]> {
    const { lab } = this.session.host;
    const before = await lab.read(refusalEntries);
    const results = await runChecks(step, this.session);
    const after = await lab.read(refusalEntries);
    if (after.at(-1)?.key !== before.at(-1)?.key) await lab.write((store) => forgetRefusalsSince(store, before), { undoable: false });
    return results;
  }

  private isDone(step: Step, checks: CheckResult[]): boolean {
    if (!checks.every((c) => c.ok)) return false;
    if (!this.heldBefore) return true;
    return logicalLines(step).every((line) => this.matched.has(line.text));
  }

  /** Undefined where what was typed counts as that line of the step, else why not; empty where it is another line altogether. */
  private differs(line: Line, typed: string[], outcome: Outcome, checked: boolean): string | undefined {
    const same = typed.includes(squeeze(line.text));
    const alike = same || typed.some((one) => head(one) === head(squeeze(line.text)));
    if (!alike || !line.expect) return same ? undefined : '';
    // Where checks tell the state, the form of an answer does not matter: `--query` or `-o wide` is as good.
    const formless = checked && typed.some((one) => head(one, 3) === head(squeeze(line.text), 3));
    const deviation = compare(outcome, formless ? { code: line.expect.code } : line.expect)[0];
    return deviation && `: ${inWords(deviation)}`;
  }

  private at(step: Step): StepProgress {
    return (this.progress_.steps[step.id] ??= { hints: 0, solution: false, skipped: false, done: false, lines: 0 });
  }

  private note(change: Partial<StepProgress>): void {
    const step = this.step;
    if (!step) return;
    Object.assign(this.at(step), change);
    this.save();
  }

  private save(): void {
    this.options.save(this.progress_, this.stepStart);
  }
}

const fresh = (options: LearnerOptions): Progress => ({
  scenario: options.scenario.name,
  version: options.scenario.version,
  step: 0,
  steps: {},
  started: options.now(),
});

interface Line {
  text: string;
  /** What it must answer; undefined for one of several lines, whose answer nobody states alone. */
  expect?: Command['expect'];
  /** The command that it is, or is part of. */
  command: Command;
}

function logicalLines(step: Step): Line[] {
  return (step.run.length ? step.run : step.solution).flatMap((command) => {
    const lines = splitLines(command.run);
    return lines.map((text): Line => ({ text, expect: lines.length === 1 ? command.expect : undefined, command }));
  });
}

/** Lines as bash sees them: a backslash at the end goes on. */
export const splitLines = (text: string): string[] =>
  text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((l) => l.trim() !== '');
const inWords = ({ what, expected, how }: Deviation): string => {
  if (what === 'code') return `its exit code should be ${expected}`;
  const [first = '', ...more] = expected.trim().split('\n');
  const wanted = /^(json|yaml)$/.test(how) ? flat(JSON.parse(expected)) : `${first}${more.length ? ' ...' : ''}`;
  return `${what === 'stdout' ? 'its output' : 'stderr'} should ${how === 'jmespath' || /^(json|yaml)$/.test(how) ? 'have' : 'show'} ${wanted}`;
};
const squeeze = (line: string): string => line.trim().replace(/\s+/g, ' ').replace(/["']/g, '');
/** The program and what it does: `kubectl get`, `az aks update`. */
const head = (line: string, words = line.startsWith('az ') ? 3 : 2): string =>
  line
    .split(' ')
    .filter((w) => !w.startsWith('-'))
    .slice(0, words)
    .join(' ');
