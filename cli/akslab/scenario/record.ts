import { basename } from 'node:path';
import { makeCluster } from '../../../scenarios/clusters.ts';
import { incomplete } from '../../../scenarios/incomplete.ts';
import { slug } from '../../../scenarios/load.ts';
import { memoryHost } from '../../../scenarios/host.ts';
import { record, type Recorder } from '../../../scenarios/record.ts';
import { openSession, type Session } from '../../../scenarios/session.ts';
import { writeScenario } from '../../../scenarios/write.ts';
import { styleFor } from '../../shared/style.ts';
import { CommandError, type CommandContext } from '../command.ts';
import { akslabOn, runAttached } from '../learn/attached.ts';
import { completer } from '../learn/complete.ts';
import { openPrompt, type Prompt } from '../learn/prompt.ts';
import type { Action } from './index.ts';
import { mayWrite, onePath } from './paths.ts';

/** A shell in which every line, with what it answers and the files that came before it, becomes a step. */
export const recordScenario: Action = async (args, context) => {
  const path = onePath(args, 'file to write');
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
      `Recording ${name}. There is a cluster ${cluster.name} (${cluster.version}${cluster.podSecurityPolicy ? ', pod security policy enabled' : ''}).\nFiles lie in ${session.folder}\n\`drop\` forgets the last line, \`quit\` writes ${path}.\n`,
    );
    const prompt = openPrompt(terminal, {
      history: [],
      complete: completer(session),
      incomplete,
      colour: styleFor(terminal.stdout, terminal.env).bold,
      onHistory: () => undefined,
    });
    const recorder = record(session);
    try {
      await readLines(prompt, recorder, session, context);
    } finally {
      prompt.close();
    }
    const source = recorder.finish({
      name,
      title: args.title ?? name,
      cluster: { version: cluster.version, podSecurityPolicy: cluster.podSecurityPolicy },
    });
    if (!source.steps.length) throw new CommandError('nothing was typed, so nothing is written');
    terminal.files.write(
      path,
      writeScenario(
        source,
        `Recorded by akslab scenario record. Give each step a text, hints and an explanation; akslab scenario lint says what is missing.`,
      ),
    );
    terminal.stdout.write(`Wrote ${path}: ${source.steps.length} ${source.steps.length === 1 ? 'step' : 'steps'}.\n`);
    return 0;
  } finally {
    session.close();
  }
};

async function readLines(prompt: Prompt, recorder: Recorder, session: Session, { terminal }: CommandContext): Promise<void> {
  for (;;) {
    const line = await prompt.read('record');
    const word = line?.trim();
    if (line === undefined || word === 'quit' || word === 'exit') return;
    if (!word) continue;
    if (word === 'drop') {
      const dropped = recorder.drop();
      terminal.stdout.write(dropped ? `Forgot: ${dropped}\nWhat it changed in the cluster stays.\n` : 'There is nothing to forget.\n');
      continue;
    }
    await prompt.busy(async (signal) => {
      const attached = await runAttached(line, signal, session, terminal);
      if (attached) recorder.note(line, attached);
      const outcome = attached ?? (await recorder.type(line, signal));
      if (!attached) terminal.stdout.write(outcome.stdout);
      if (!attached) terminal.stderr.write(outcome.stderr);
      if (/[^\n]$/.test(outcome.stderr || outcome.stdout)) terminal.stdout.write('\n');
    });
  }
}
