import { marshalIndent } from '../../../../formats/gojson.ts';
import { emitYaml } from '../../../../formats/goyaml/index.ts';
import { build } from '../../client/builder.ts';
import { fileFlags, fileOptions } from '../../client/files.ts';
import { CliError, UsageError } from '../../frame/errors.ts';
import type { Command } from '../../frame/types.ts';
import { LAST_APPLIED, SELECTOR_FLAG, allFlag } from '../../mutate.ts';

export default {
  usage: '(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME) [options]',
  about: 'Shows what was applied last.',
  examples: [['Of a deployment, as JSON', 'kubectl apply view-last-applied deployment/web -o json']],
  flags: [
    ...fileFlags('to look at'),
    SELECTOR_FLAG,
    allFlag(),
    { name: 'output', short: 'o', type: 'string', default: 'yaml', usage: 'yaml or json.' },
  ],
  async run(context) {
    const { flags, args } = context;
    const output = flags.string('output');
    if (output !== 'yaml' && output !== 'json')
      throw new UsageError(`Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`);
    await build({
      client: context.client(),
      terminal: context.terminal,
      namespace: context.config.namespace(),
      enforceNamespace: true,
      files: fileOptions(flags),
      args,
      labelSelector: flags.string('selector'),
      selectAll: flags.bool('all'),
      latest: true,
      flatten: true,
    }).visit(async ({ object, name }) => {
      const text = object!.metadata.annotations?.[LAST_APPLIED];
      if (!text) throw new CliError(`no last-applied-configuration annotation found on resource: ${name}`);
      const value = JSON.parse(text);
      context.out(output === 'json' ? `${marshalIndent(value, '  ')}\n` : emitYaml(value));
    });
  },
} satisfies Command;
