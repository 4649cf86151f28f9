import { CliError, UsageError } from '../../frame/errors.ts';
import type { Command } from '../../frame/types.ts';
import { changeKubeconfig } from './change.ts';
import { readProperty } from './property.ts';

export default {
  usage: 'PROPERTY_NAME PROPERTY_VALUE [options]',
  about: 'Sets one value: PROPERTY_NAME is current-context, or clusters, contexts or users with a name and a field, dots between.',
  examples: [['A namespace', 'kubectl config set contexts.aks.namespace psp-aks']],
  flags: [{ name: 'set-raw-bytes', type: 'bool', usage: 'The value of a -data field is base64 already.' }],
  async run(context) {
    if (context.args.length !== 2) throw new UsageError(`Unexpected args: [${context.args.join(' ')}]`);
    const [text, value] = context.args as [string, string];
    changeKubeconfig(context, (config) => {
      const { part, name, field } = readProperty(text, config);
      if (part === 'current-context') return void (config.currentContext = value);
      if (!name || !field) throw new CliError(`can't set a map to a value: ${text}`);
      const entry = (config[part][name] ??= {});
      entry[field] =
        typeOfField(field) === 'bool'
          ? asBool(value)
          : field.endsWith('-data') && !context.flags.bool('set-raw-bytes')
            ? btoa(value)
            : value;
    });
    context.out(`Property ${JSON.stringify(text)} set.\n`);
  },
} satisfies Command;

const typeOfField = (field: string): 'bool' | 'string' => (field === 'insecure-skip-tls-verify' ? 'bool' : 'string');

function asBool(value: string): boolean {
  if (value !== 'true' && value !== 'false') throw new CliError(`strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`);
  return value === 'true';
}
