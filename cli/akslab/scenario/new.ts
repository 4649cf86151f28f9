import { basename } from 'node:path';
import { slug } from '../../../scenarios/load.ts';
import { startingText, type Start } from '../../../scenarios/start.ts';
import { ask } from '../ask.ts';
import type { CommandContext } from '../command.ts';
import type { Action, ScenarioArgs } from './index.ts';
import { knownVersion, mayWrite, onePath } from './paths.ts';

/** Writes a commented file to start from, asking for what the options do not say. */
export const create: Action = async (args, context) => {
  const path = onePath(args, 'file');
  knownVersion(args);
  mayWrite(path, args, context);
  const start = await complete(
    args,
    {
      name: args.name ?? slug(basename(path).replace(/\.ya?ml$/, '')),
      title: args.title ?? '',
      level: 'beginner',
      version: args.clusterVersion,
      podSecurityPolicy: args.psp,
    },
    context,
  );
  context.terminal.files.write(path, startingText({ ...start, title: start.title || start.name }));
  context.terminal.stdout.write(`Wrote ${path}. \`akslab scenario lint ${path}\` proves it.\n`);
  return 0;
};

async function complete(args: ScenarioArgs, start: Start, { terminal }: CommandContext): Promise<Start> {
  if (!terminal.stdin.isTTY || !terminal.stdout.isTTY) return start;
  const answers = await ask<Partial<Start>>([
    { type: 'input', name: 'title', message: 'Title:', default: start.title || start.name, when: () => args.title === undefined },
    { type: 'select', name: 'level', message: 'For whom?', choices: ['beginner', 'intermediate', 'advanced'] },
    { type: 'input', name: 'version', message: 'Kubernetes version of its cluster:', default: start.version },
    { type: 'confirm', name: 'podSecurityPolicy', message: 'Pod security policy from the start?', default: start.podSecurityPolicy },
  ]);
  return { ...start, ...answers };
}
