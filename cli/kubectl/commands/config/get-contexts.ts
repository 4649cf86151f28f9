import { TABLE_TABS, alignTabs } from '../../../../formats/tabwriter.ts';
import { CliError, UsageError, throwAll } from '../../frame/errors.ts';
import type { Command } from '../../frame/types.ts';

export default {
  usage: '[(-o|--output=)name)] [options]',
  about: 'Lists the contexts, or shows one.',
  examples: [['All of them', 'kubectl config get-contexts']],
  flags: [
    { name: 'no-headers', type: 'bool', usage: 'Leaves out the header.' },
    { name: 'output', short: 'o', type: 'string', usage: 'name, for the names alone.' },
  ],
  async run({ flags, args, config, out }) {
    const output = flags.string('output');
    if (!['', 'name', 'wide'].includes(output)) throw new UsageError(`output must be one of '' or 'name': ${output}`);
    const { contexts, currentContext } = config.kubeconfig();
    const wanted = args.length ? args : Object.keys(contexts);
    const names = wanted.filter((name) => contexts[name]).sort();
    if (output === 'name') {
      out(names.map((name) => `${name}\n`).join(''));
    } else {
      const header = flags.bool('no-headers') ? '' : 'CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE\n';
      const lines = names.map((name) => {
        const { cluster = '', user = '', namespace = '' } = contexts[name]!;
        return `${name === currentContext ? '*' : ' '}\t${name}\t${cluster}\t${user}\t${namespace}\n`;
      });
      out(alignTabs(header + lines.join(''), TABLE_TABS));
    }
    throwAll(wanted.filter((name) => !contexts[name]).map((name) => new CliError(`context ${name} not found`)));
  },
} satisfies Command;
