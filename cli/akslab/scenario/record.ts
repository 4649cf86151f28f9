import { basename, join } from 'node:path';
import { makeCluster } from '../../../scenarios/clusters.ts';
import type { Outcome } from '../../../scenarios/expect.ts';
import { incomplete } from '../../../scenarios/incomplete.ts';
import { slug } from '../../../scenarios/load.ts';
import { memoryHost } from '../../../scenarios/host.ts';
import { record, type Recorder } from '../../../scenarios/record.ts';
import { openSession, type Session } from '../../../scenarios/session.ts';
import { writeScenario } from '../../../scenarios/write.ts';
import { styleFor } from '../../shared/style.ts';
import type { Terminal } from '../../shared/terminal.ts';
import { CommandError } from '../command.ts';
import { akslabOn, runAttached } from '../learn/attached.ts';
import { completer } from '../learn/complete.ts';
import { openPrompt, type Prompt } from '../learn/prompt.ts';
import type { Action } from './index.ts';
import { knownVersion, mayWrite, onePath } from './paths.ts';

/** A shell in which every line, with what it answers and the files that came before it, becomes a step. */
export const recordScenario: Action = async (args, context) => {
  const path = onePath(args, 'file to write');
  knownVersion(args);
  mayWrite(path, args, context);
  const { terminal } = context;
  const name = args.name ?? slug(basename(path).replace(/\.ya?ml$/, ''));
  const cluster = { version: args.clusterVersion, podSecurityPolicy: args.psp, nodes: 1, group: 'myResourceGroup', name: 'myAKSCluster' };
  const host = memoryHost({ seed: args.seed, latency: args.latency });
  const session = await openSession({ host, cluster, programs: { akslab: akslabOn(host.lab) } });
  try {
    const broken = await makeCluster(cluster, session);
    if (broken) throw new CommandError(broken);
    terminal.stdout.write(
      `Recording ${name}. There is a cluster ${cluster.name} (${cluster.version}${cluster.podSecurityPolicy ? ', pod security policy enabled' : ''}).\nFiles lie in ${session.folder}\nEvery line becomes a step of ${path}. \`drop\` forgets the last one, \`help\` says more, \`quit\` leaves.\n`,
    );
    const prompt = openPrompt(terminal, {
      history: [],
      complete: completer(session),
      incomplete,
      colour: styleFor(terminal.stdout, terminal.env).bold,
      onHistory: () => undefined,
    });
    const recorder = record(session);
    const save = () => {
      const source = recorder.finish({
        name,
        title: args.title ?? name,
        cluster: { version: cluster.version, podSecurityPolicy: cluster.podSecurityPolicy },
      });
      if (source.steps.length) terminal.files.write(path, writeScenario(source, COMMENT));
      return source.steps.length;
    };
    try {
      await readLines({ prompt, recorder, session, terminal, save });
    } finally {
      prompt.close();
    }
    const steps = save();
    if (!steps) throw new CommandError('nothing was typed, so nothing is written');
    terminal.stdout.write(
      `Wrote ${path}: ${steps} ${steps === 1 ? 'step' : 'steps'}. \`akslab scenario lint ${path}\` says what is missing.\n`,
    );
    return 0;
  } finally {
    session.close();
  }
};

const COMMENT = `Recorded by akslab scenario record. Give each step a text, hints and an explanation; akslab scenario lint says what is missing.`;

interface Recording {
  prompt: Prompt;
  recorder: Recorder;
  session: Session;
  terminal: Terminal;
  /** Writes what there is so far, so that nothing is lost with the terminal. */
  save(): void;
}

async function readLines(recording: Recording): Promise<void> {
  for (;;) {
    const line = await recording.prompt.read('record');
    const [word = '', name] = line?.trim().split(/\s+/) ?? [];
    if (line === undefined || word === 'quit' || word === 'exit') return;
    if (Object.hasOwn(WORDS, word)) await WORDS[word]!.act(recording, name);
    else if (word) await command(recording, line);
    recording.save();
  }
}

async function command({ prompt, recorder, session, terminal }: Recording, line: string): Promise<void> {
  await prompt.busy(async (signal) => {
    let attached: Outcome | undefined;
    const outcome = await recorder.type(line, signal, async () => (attached = await runAttached(line, signal, session, terminal)));
    if (!attached) terminal.stdout.write(outcome.stdout);
    if (!attached) terminal.stderr.write(outcome.stderr);
    if (/[^\n]$/.test(outcome.stderr || outcome.stdout)) terminal.stdout.write('\n');
    if (signal.aborted) terminal.stdout.write('Interrupted, so it becomes no step.\n');
  });
}

/** What may be typed besides commands. */
const WORDS: Record<string, { does: string; act(recording: Recording, name?: string): Promise<void> | void }> = {
  drop: {
    does: 'forget the last line',
    act({ recorder, terminal }) {
      const dropped = recorder.drop();
      terminal.stdout.write(dropped ? `Forgot: ${dropped}\nWhat it changed in the cluster stays.\n` : 'There is nothing to forget.\n');
    },
  },
  edit: {
    does: 'edit NAME: open a file of the folder in your editor; it goes into the step of the next command',
    async act({ prompt, session, terminal }, name) {
      if (!name) return terminal.stdout.write('Say which: edit NAME\n');
      const { openEditor } = await import('../../kubectl/edit/editor.ts');
      try {
        await prompt.busy(() => openEditor({ terminal }, join(session.folder, name)));
      } catch (error) {
        terminal.stdout.write(`${(error as Error).message}\n`);
      }
    },
  },
  help: {
    does: 'this list',
    act({ terminal }) {
      terminal.stdout.write('Anything you would type in a terminal becomes a step: az, kubectl, akslab, cat, pipes, heredocs.\n');
      for (const [word, { does }] of Object.entries(WORDS)) terminal.stdout.write(`  ${word.padEnd(8)}${does}\n`);
      terminal.stdout.write(`  ${'quit'.padEnd(8)}write the file and leave\n`);
    },
  },
};
