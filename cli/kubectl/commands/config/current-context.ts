import { CliError } from '../../frame/errors.ts';
import type { Command } from '../../frame/types.ts';

export default {
  usage: '[flags] [options]',
  about: 'Shows which context is the current one.',
  examples: [['Which one is it?', 'kubectl config current-context']],
  flags: [],
  async run({ config, out }) {
    const { currentContext } = config.kubeconfig();
    if (!currentContext) throw new CliError('current-context is not set');
    out(`${currentContext}\n`);
  },
} satisfies Command;
