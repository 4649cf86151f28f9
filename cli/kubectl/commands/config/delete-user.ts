import { CliError } from '../../frame/errors.ts';
import type { Command } from '../../frame/types.ts';
import { writeKubeconfig } from '../../kubeconfig/file.ts';
import { onlyArgument, ownFile } from './change.ts';

export default {
  usage: 'NAME [options]',
  about: 'Removes a user from the kubeconfig.',
  examples: [['One that is gone', 'kubectl config delete-user old']],
  flags: [],
  async run(context) {
    const name = onlyArgument(context);
    const { path, config } = ownFile(context, ({ users }) => Boolean(users[name]));
    if (!config.users[name]) throw new CliError(`cannot delete user ${name}, not in ${path}`);
    delete config.users[name];
    writeKubeconfig(path, config, context.terminal.files);
    context.out(`deleted user ${name} from ${path}\n`);
  },
} satisfies Command;
