import { CliError } from '../../frame/errors.ts';
import type { Command } from '../../frame/types.ts';
import { changeKubeconfig, onlyArgument } from './change.ts';

const FILES = ['client-certificate', 'client-key'] as const;

export default {
  usage:
    'NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] [--token=bearer_token] [--username=basic_user] [--password=basic_password] [options]',
  about: 'Makes a user entry, or changes what is given of one.',
  examples: [['With a token', 'kubectl config set-credentials robot --token=abc']],
  flags: [{ name: 'embed-certs', type: 'bool', usage: 'Puts the texts of the files into the kubeconfig.' }],
  async run(context) {
    const { flags, terminal } = context;
    const name = onlyArgument(context);
    if (flags.string('token') && (flags.string('username') || flags.string('password'))) {
      throw new CliError('you cannot specify more than one authentication method at the same time: --token, --username/--password');
    }
    if (flags.bool('embed-certs') && !FILES.some((field) => flags.string(field)))
      throw new CliError('you must specify a --client-certificate or --client-key to embed');
    changeKubeconfig(context, (config) => {
      const entry = (config.users[name] ??= {});
      for (const field of ['token', 'username', 'password'] as const) if (flags.changed(field)) entry[field] = flags.string(field);
      for (const field of FILES) {
        if (!flags.changed(field)) continue;
        delete entry[field];
        delete entry[`${field}-data`];
        if (flags.bool('embed-certs')) entry[`${field}-data`] = btoa(terminal.files.read(flags.string(field)));
        else entry[field] = flags.string(field);
      }
    });
    context.out(`User ${JSON.stringify(name)} set.\n`);
  },
} satisfies Command;
