import { CliError, UsageError } from '../../frame/errors.ts';
import type { Command, CommandContext } from '../../frame/types.ts';
import { changeKubeconfig } from './change.ts';

const FIELDS = ['cluster', 'user', 'namespace'] as const;

export default {
  usage: '[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace] [options]',
  about: 'Makes a context, or changes what is given of one.',
  examples: [['Another namespace for what follows', 'kubectl config set-context --current --namespace=psp-aks']],
  flags: [{ name: 'current', type: 'bool', usage: 'Changes the current context.' }],
  async run(context) {
    const name = contextName(context);
    let created = false;
    changeKubeconfig(context, (config) => {
      created = !config.contexts[name];
      const entry = (config.contexts[name] ??= { cluster: '', user: '' });
      for (const field of FIELDS) if (context.flags.changed(field)) entry[field] = context.flags.string(field);
      if (!entry.namespace) delete entry.namespace;
    });
    context.out(`Context ${JSON.stringify(name)} ${created ? 'created' : 'modified'}.\n`);
  },
} satisfies Command;

function contextName({ args, flags, config }: CommandContext): string {
  if (args.length > 1) throw new UsageError(`Unexpected args: [${args.join(' ')}]`);
  const [name] = args;
  if (name !== undefined && flags.bool('current')) throw new CliError('you cannot specify both a context name and --current');
  if (flags.bool('current')) {
    const { currentContext } = config.kubeconfig();
    if (!currentContext) throw new CliError('no current context is set');
    return currentContext;
  }
  if (!name) throw new CliError('you must specify a non-empty context name or --current');
  return name;
}
