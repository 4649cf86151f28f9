/** Everything `akslab learn` says. */
import { wrap, type Style } from '../../shared/style.ts';
import { renderMarkdown } from './markdown.ts';
import type { CheckResult } from '../../../scenarios/checks.ts';
import type { Answer, Learner } from '../../../scenarios/learner.ts';
import type { Command, Step } from '../../../scenarios/types.ts';

/** The words that the trainee may type besides commands; `help` lists them. */
export const WORDS: Record<string, string> = {
  hint: 'the next hint for this step',
  solution: 'the commands that solve it',
  write: 'write NAME: put a file of this step where it belongs',
  edit: "edit NAME: open a file in your editor; begins with the step's text",
  why: 'why the last request was refused',
  text: 'read the step again',
  status: 'how far you are',
  undo: 'put the cluster back to the start of this step',
  skip: 'let akslab do this step and go on',
  restart: 'start the scenario over',
  help: 'this list',
  quit: 'stop here; learn resumes from this step',
};

/** What a check wants, and what it found where that is told in a few words; an error of kubectl's is not. */
const inWords = ({ what, found }: CheckResult): string =>
  found && found.length <= LONGEST_FOUND && !/^error/i.test(found) ? `${what} (now: ${found})` : what;
const LONGEST_FOUND = 100;

/** How much of what is missing is said at once. */
const MOST_MISSING = 3;

export class Screen {
  constructor(
    private readonly out: { write(text: string): void; columns: number },
    private readonly style: Style,
  ) {}

  private get columns(): number {
    return Math.min(this.out.columns || 80, 100);
  }

  say(text = ''): void {
    this.out.write(`${text}\n`);
  }

  /** Running text, in Markdown. */
  prose(text: string): void {
    this.say(renderMarkdown(text, this.columns, this.style));
  }

  welcome(learner: Learner, resumed: boolean): void {
    const { scenario, session } = learner;
    this.say(this.style.bold(scenario.title));
    if (scenario.summary) this.prose(scenario.summary);
    this.say();
    this.say(`Files lie in ${session.folder}`);
    this.prose(
      resumed
        ? 'Welcome back. You go on where you stopped.'
        : 'Type anything you would type in a terminal. `hint`, `solution`, `why`, `undo`, `skip`, `help` and `quit` are always there.',
    );
  }

  step(learner: Learner): void {
    const { step, scenario, progress } = learner;
    if (!step) return;
    this.say();
    this.say(this.style.bold(`── Step ${progress.step + 1} of ${scenario.steps.length}: ${step.title}`));
    if (step.text) this.prose(step.text);
    for (const [name, text] of Object.entries(step.files)) {
      this.say();
      this.prose(`${name} (\`write ${name}\` puts it in place, \`edit ${name}\` opens it):`);
      this.say(
        text
          .trimEnd()
          .split('\n')
          .map((l) => `    ${l}`)
          .join('\n'),
      );
    }
    if (step.run.length) {
      this.say();
      for (const command of step.run) this.commands([command]);
    }
    if (step.erratum) this.prose(`${this.style.warn} Erratum: ${step.erratum}`);
    this.say();
  }

  commands(commands: Command[]): void {
    for (const { run } of commands) for (const line of run.trimEnd().split('\n')) this.say(`    ${this.style.cyan(line)}`);
  }

  done(learner: Learner): void {
    const { step } = learner;
    this.say(`${this.style.pass} ${this.style.green('Step done.')}`);
    if (step?.explain) this.prose(step.explain);
  }

  skipped(step: Step): void {
    const commands = step.run.length ? step.run : step.solution;
    this.prose(commands.length ? 'Skipped. akslab did it for you:' : 'Skipped.');
    this.commands(commands);
    if (step.explain) this.prose(step.explain);
  }

  /** What is missing, where something was typed that left the step open. */
  missing(answer: Answer): void {
    const open = [...answer.checks.filter((c) => !c.ok).map(inWords), ...answer.waitsFor];
    const lines = open.slice(0, MOST_MISSING).map((what) => this.style.dim(wrap(`not yet: ${what}`, this.columns)));
    const text = lines.join('\n');
    // Said once, and again when it changes: who looks around need not read it after every line.
    if (text && text !== this.said) this.say(text);
    this.said = text;
  }
  private said = '';

  hint(text: string | undefined, learner: Learner): void {
    if (text === undefined)
      return this.prose(
        learner.step?.hints.length
          ? 'There are no more hints; `solution` shows the commands.'
          : 'This step has no hints; `solution` shows the commands.',
      );
    this.prose(`${this.style.warn} ${text}`);
  }

  status(learner: Learner): void {
    const { progress, scenario } = learner;
    scenario.steps.forEach((step, i) => {
      const kept = progress.steps[step.id];
      const mark = kept?.done ? this.style.pass : kept?.skipped ? this.style.dim('-') : i === progress.step ? '>' : ' ';
      const notes = [
        kept?.hints ? `${kept.hints} hint${kept.hints > 1 ? 's' : ''}` : '',
        kept?.solution ? 'solution shown' : '',
        kept?.skipped ? 'skipped' : '',
      ].filter(Boolean);
      this.say(`${mark} ${String(i + 1).padStart(2)}. ${step.title}${notes.length ? this.style.dim(` (${notes.join(', ')})`) : ''}`);
    });
    this.say(`Files lie in ${learner.session.folder}`);
  }

  help(): void {
    this.prose('Anything you would type in a terminal: az, kubectl, akslab, cat, ls, grep, pipes, heredocs.');
    for (const [word, what] of Object.entries(WORDS)) this.say(`  ${this.style.cyan(word.padEnd(10))}${what}`);
  }
}
