import { CliError } from '../../frame/errors.ts';
import type { Command } from '../../frame/types.ts';
import { TOP_FLAGS, noMetrics } from './metrics.ts';

export default {
  usage: '[NAME | -l label] [options]',
  about: 'Shows what nodes use. It needs a metrics API, which these clusters do not have.',
  examples: [['All nodes', 'kubectl top node']],
  flags: TOP_FLAGS,
  async run({ args, flags, client }) {
    if (args.length > 0 && flags.string('selector')) throw new CliError('only one of NAME or --selector can be provided');
    await client().mapper.groups();
    noMetrics();
  },
} satisfies Command;
