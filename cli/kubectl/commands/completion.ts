import { SCRIPTS } from '../completion/scripts.ts';
import { UsageError } from '../frame/errors.ts';
import type { Command } from '../frame/types.ts';

export default {
  usage: 'SHELL',
  about: 'Prints what a shell, bash or zsh, must read in order to complete commands, options, resources and names.',
  examples: [
    ['In this bash', 'source <(kubectl completion bash)'],
    ['In this zsh', 'source <(kubectl completion zsh)'],
  ],
  flags: [],
  async run({ args, out }) {
    const [shell, ...more] = args;
    if (shell === undefined) throw new UsageError('Shell not specified.');
    if (more.length) throw new UsageError('Too many arguments. Expected only the shell type.');
    if (!Object.hasOwn(SCRIPTS, shell)) throw new UsageError(`Unsupported shell type ${JSON.stringify(shell)}.`);
    out(SCRIPTS[shell]!);
  },
} satisfies Command;
