import { CliError } from '../../frame/errors.ts';
import type { Command } from '../../frame/types.ts';
import { ALL_NAMESPACES_FLAG } from '../../mutate.ts';
import { TOP_FLAGS, noMetrics } from './metrics.ts';

export default {
  usage: '[NAME | -l label] [options]',
  about: 'Shows what pods use. It needs a metrics API, which these clusters do not have.',
  examples: [['All pods of the namespace', 'kubectl top pod']],
  flags: [...TOP_FLAGS, ALL_NAMESPACES_FLAG, { name: 'containers', type: 'bool', usage: 'Shows containers one by one.' }],
  async run({ args, flags, client }) {
    if (args.length > 0 && flags.string('selector')) throw new CliError('only one of NAME or --selector can be provided');
    await client().mapper.groups();
    noMetrics();
  },
} satisfies Command;
