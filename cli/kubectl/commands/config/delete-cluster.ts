import { CliError } from '../../frame/errors.ts';
import type { Command } from '../../frame/types.ts';
import { writeKubeconfig } from '../../kubeconfig/file.ts';
import { onlyArgument, ownFile } from './change.ts';

export default {
  usage: 'NAME [options]',
  about: 'Removes a cluster from the kubeconfig.',
  examples: [['One that is gone', 'kubectl config delete-cluster old']],
  flags: [],
  async run(context) {
    const name = onlyArgument(context);
    const { path, config } = ownFile(context, ({ clusters }) => Boolean(clusters[name]));
    if (!config.clusters[name]) throw new CliError(`cannot delete cluster ${name}, not in ${path}`);
    delete config.clusters[name];
    writeKubeconfig(path, config, context.terminal.files);
    context.out(`deleted cluster ${name} from ${path}\n`);
  },
} satisfies Command;
