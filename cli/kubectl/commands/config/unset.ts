import { CliError } from '../../frame/errors.ts';
import type { Command } from '../../frame/types.ts';
import { changeKubeconfig, onlyArgument } from './change.ts';
import { readProperty } from './property.ts';

export default {
  usage: 'PROPERTY_NAME [options]',
  about: 'Removes one value, or a whole entry: PROPERTY_NAME is as for `config set`.',
  examples: [['No current context', 'kubectl config unset current-context']],
  flags: [],
  async run(context) {
    const text = onlyArgument(context);
    changeKubeconfig(context, (config) => {
      const { part, name, field } = readProperty(text, config);
      if (part === 'current-context') return void (config.currentContext = '');
      if (!name) return void (config[part] = {});
      if (field && !config[part][name]) throw new CliError(`current map key \`${name}\` is invalid`);
      if (field) delete config[part][name]![field];
      else delete config[part][name];
    });
    context.out(`Property ${JSON.stringify(text)} unset.\n`);
  },
} satisfies Command;
