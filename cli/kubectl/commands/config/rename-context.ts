import { CliError, UsageError } from '../../frame/errors.ts';
import type { Command } from '../../frame/types.ts';
import { writeKubeconfig } from '../../kubeconfig/file.ts';
import { ownFile } from './change.ts';

export default {
  usage: 'CONTEXT_NAME NEW_NAME [options]',
  about: 'Gives a context another name.',
  examples: [['A shorter name', 'kubectl config rename-context myAKSCluster aks']],
  flags: [],
  async run(context) {
    if (context.args.length !== 2) throw new UsageError(`Unexpected args: [${context.args.join(' ')}]`);
    const [from, to] = context.args as [string, string];
    if (!to) throw new CliError('You must specify a new non-empty context name');
    const { path, config } = ownFile(context, ({ contexts }) => Boolean(contexts[from]));
    if (!config.contexts[from]) throw new CliError(`cannot rename the context ${JSON.stringify(from)}, it's not in ${path}`);
    if (config.contexts[to])
      throw new CliError(`cannot rename the context ${JSON.stringify(from)}, the context ${JSON.stringify(to)} already exists in ${path}`);
    config.contexts[to] = config.contexts[from];
    delete config.contexts[from];
    if (config.currentContext === from) config.currentContext = to;
    writeKubeconfig(path, config, context.terminal.files);
    context.out(`Context ${JSON.stringify(from)} renamed to ${JSON.stringify(to)}.\n`);
  },
} satisfies Command;
