import { CliError } from '../../frame/errors.ts';
import type { Command } from '../../frame/types.ts';
import { changeKubeconfig, onlyArgument } from './change.ts';

export default {
  usage: 'CONTEXT_NAME [options]',
  about: 'Makes a context the current one.',
  examples: [['That of a cluster', 'kubectl config use-context myAKSCluster']],
  flags: [],
  async run(context) {
    const name = onlyArgument(context);
    if (!name) throw new CliError('empty context names are not allowed');
    if (!context.config.kubeconfig().contexts[name]) throw new CliError(`no context exists with the name: ${JSON.stringify(name)}`);
    changeKubeconfig(context, (config) => void (config.currentContext = name));
    context.out(`Switched to context ${JSON.stringify(name)}.\n`);
  },
} satisfies Command;
