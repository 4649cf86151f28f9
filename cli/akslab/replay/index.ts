import type { Latency } from '../../../core/latency.ts';
import type { AkslabCommand } from '../command.ts';
import { replay } from './replay.ts';

interface Args {
  scenario: string;
  step?: number;
  until?: number;
  json: boolean;
  seed: number;
  latency: Latency;
}

export default {
  options: (yargs) =>
    yargs
      .positional('scenario', { type: 'string', default: 'walkthrough', describe: 'A name of the library, or a path' })
      .option('step', { type: 'number', describe: 'Show that step only; those before it run unseen' })
      .option('until', { type: 'number', describe: 'Stop after that step' })
      .option('json', { type: 'boolean', default: false, describe: 'Print the results as JSON' })
      .option('seed', { type: 'number', default: 1, describe: 'Fixes uids and suffixes' })
      .option('latency', {
        choices: ['none', 'short', 'real'] as const,
        default: 'short' as const,
        describe: 'How long slow things take; the clock is virtual, nobody waits',
      }),
  examples: [
    ['akslab replay', 'the article, all of it'],
    ['akslab replay --step 15', 'the first refusal'],
    ['akslab replay which-policy-wins', 'another scenario of the library'],
  ],
  more: 'Exit codes: 0 all as expected, 1 something was not, 2 the scenario is broken.',
  run: (args, { terminal }) => replay(args, terminal),
} satisfies AkslabCommand<Args>;
