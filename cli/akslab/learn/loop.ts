/** Reads lines and acts on them until the scenario is done or the trainee leaves. */
import type { Learner } from '../../../scenarios/learner.ts';
import { nearest } from '../../../scenarios/nearest.ts';
import { Screen, WORDS } from './screen.ts';
import type { Prompt } from './prompt.ts';

export interface LoopHost {
  learner: Learner;
  screen: Screen;
  prompt: Prompt;
  write(stream: 'stdout' | 'stderr', text: string): void;
  /** Runs az, kubectl or akslab attached to the terminal; undefined where the line needs bash. */
  attached(line: string, signal: AbortSignal): Promise<{ stdout: string; stderr: string; code: number } | undefined>;
  /** Explains the last refusal. */
  why(signal: AbortSignal): Promise<void>;
  /** Whether that file lies in the working folder. */
  has(path: string): boolean;
  /** Opens a file in the trainee's editor. */
  edit(path: string): Promise<void>;
}

/** @returns how it ended; `restart`: the caller forgets everything and begins anew. */
export async function loop(host: LoopHost): Promise<'done' | 'left' | 'restart'> {
  const { learner, screen, prompt } = host;
  screen.step(learner);
  while (learner.step) {
    const line = await prompt.read(`${learner.scenario.name} ${learner.progress.step + 1}/${learner.scenario.steps.length}`);
    if (line === undefined) return 'left';
    const [word = '', ...rest] = line.trim().split(/\s+/);
    if (!word) continue;
    if (word === 'quit' || word === 'exit') return 'left';
    if (word === 'restart') {
      screen.say(`This forgets how far you are, and the files in ${learner.session.folder}`);
      if (/^y(es)?$/i.test((await prompt.read('Start over? (y/N)'))?.trim() ?? '')) return 'restart';
      continue;
    }
    // `why az`, `why pod web`: as akslab takes them.
    if (word === 'why' && rest.length) await command(host, `akslab ${line.trim()}`);
    else if (Object.hasOwn(ACTIONS, word) && (rest.length === 0 || TAKES_NAME.has(word))) await ACTIONS[word]!(host, rest[0]);
    else await command(host, line);
  }
  return 'done';
}

const TAKES_NAME = new Set(['write', 'edit']);

type Action = (host: LoopHost, name?: string) => Promise<void> | void;

/** One function a word of WORDS; `restart` and `quit` end the loop and are handled there. */
const ACTIONS: Record<string, Action> = {
  hint: ({ learner, screen }) => screen.hint(learner.hint(), learner),
  solution({ learner, screen }) {
    const { step } = learner;
    for (const name of Object.keys({ ...step?.files, ...step?.solutionFiles })) screen.say(`    write ${name}`);
    screen.commands(learner.solution());
  },
  async why(host) {
    await host.prompt.busy((signal) => host.why(signal));
  },
  text: ({ learner, screen }) => screen.step(learner),
  status: ({ learner, screen }) => screen.status(learner),
  help: ({ screen }) => screen.help(),
  async undo({ learner, screen }) {
    await learner.undo();
    screen.say('The cluster is as it was when this step began. Your files are left alone.');
  },
  async skip({ learner, screen, prompt }) {
    const step = learner.step!;
    await prompt.busy(() => learner.skip());
    screen.skipped(step);
    screen.step(learner);
  },
  write({ learner, screen }, name) {
    const files = { ...learner.step?.files, ...learner.step?.solutionFiles };
    const found = name ?? (Object.keys(files).length === 1 ? Object.keys(files)[0] : undefined);
    if (!found || !Object.hasOwn(files, found)) return screen.prose(fileHelp('write', name, Object.keys(files)));
    learner.session.writeFiles({ [found]: files[found]! });
    screen.say(`wrote ${found}`);
  },
  async edit(host, name) {
    const given = host.learner.step?.files ?? {};
    const files = Object.keys(given);
    const found = name ?? (files.length === 1 ? files[0] : undefined);
    if (!found) return host.screen.prose(fileHelp('edit', name, files));
    try {
      if (given[found] !== undefined && !host.has(found)) host.learner.session.writeFiles({ [found]: given[found] });
      await host.edit(found);
    } catch (error) {
      host.screen.prose((error as Error).message);
    }
  },
};

function fileHelp(word: string, name: string | undefined, known: string[]): string {
  if (!known.length) return name ? `This step has no file ${name}.` : 'This step has no files.';
  return `${name ? `This step has no file ${name}. ` : ''}Say which: ${known.map((k) => `${word} ${k}`).join(', ')}`;
}

/** Editors that the bash engine lacks. */
const EDITORS = /^\s*(vim?|nano|emacs|code|notepad|gedit)\s+(?<file>\S+)\s*$/;

async function command(host: LoopHost, line: string): Promise<void> {
  const { learner, screen, prompt } = host;
  const answer = await prompt.busy(async (signal) => {
    const attached = await host.attached(line, signal);
    if (attached) return learner.judge(line, attached);
    const typed = await learner.type(line, signal);
    if (typed.outcome.stdout) host.write('stdout', typed.outcome.stdout);
    if (typed.outcome.stderr) host.write('stderr', typed.outcome.stderr);
    return typed;
  });
  // The line editor would paint its prompt over a last line that has no end.
  if (/[^\n]$/.test(answer.outcome.stderr || answer.outcome.stdout)) host.write('stdout', '\n');
  const file = EDITORS.exec(line)?.groups?.file;
  if (file && answer.outcome.code === 127) screen.prose(`\`edit ${file}\` opens it in your editor.`);
  const meant = answer.outcome.code === 127 && nearest(line.trim(), Object.keys(WORDS));
  if (meant) screen.prose(`Did you mean \`${meant}\`? \`help\` lists the words that learn knows.`);
  if (!answer.done) return screen.missing(answer);
  screen.done(learner);
  await learner.advance();
  screen.step(learner);
}
