import { CliError } from '../../frame/errors.ts';
import type { Command } from '../../frame/types.ts';
import { writeKubeconfig } from '../../kubeconfig/file.ts';
import { onlyArgument, ownFile } from './change.ts';

export default {
  usage: 'NAME [options]',
  about: 'Removes a context from the kubeconfig.',
  examples: [['One that is not needed any more', 'kubectl config delete-context old']],
  flags: [],
  async run(context) {
    const name = onlyArgument(context);
    const { path, config } = ownFile(context, ({ contexts }) => Boolean(contexts[name]));
    if (!config.contexts[name]) throw new CliError(`cannot delete context ${name}, not in ${path}`);
    if (context.config.kubeconfig().currentContext === name) {
      context.err('warning: this removed your active context, use "kubectl config use-context" to select a different one\n');
    }
    delete config.contexts[name];
    writeKubeconfig(path, config, context.terminal.files);
    context.out(`deleted context ${name} from ${path}\n`);
  },
} satisfies Command;
