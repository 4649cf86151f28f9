import { UsageError } from '../frame/errors.ts';
import type { Command } from '../frame/types.ts';

export default {
  usage: '[flags] [options]',
  about: 'Lists the versions of the API that the server serves, as group/version.',
  examples: [['All of them', 'kubectl api-versions']],
  flags: [],
  async run({ args, client, out }) {
    if (args.length) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`);
    const groups = await client().mapper.groups();
    const versions = groups.flatMap(({ name, versions: served }) => served.map((version) => (name ? `${name}/${version}` : version)));
    out(
      versions
        .sort()
        .map((version) => `${version}\n`)
        .join(''),
    );
  },
} satisfies Command;
