import { TABLE_TABS, alignTabs } from '../../../formats/tabwriter.ts';
import type { ApiResource, Mapper } from '../client/mapper.ts';
import { CliError, UsageError } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';

export default {
  usage: '[flags] [options]',
  about: 'Lists the resources that the server serves.',
  examples: [
    ['All of them', 'kubectl api-resources'],
    ['Those without a namespace, by name', 'kubectl api-resources --namespaced=false -o name'],
  ],
  flags: [
    { name: 'api-group', type: 'string', usage: 'Only those of that group.' },
    { name: 'cached', type: 'bool', usage: 'Accepted and ignored: nothing is cached.' },
    { name: 'namespaced', type: 'bool', default: true, usage: 'If given: only those that are, or are not, in namespaces.' },
    { name: 'no-headers', type: 'bool', usage: 'Leaves out the header.' },
    { name: 'output', short: 'o', type: 'string', usage: 'wide or name.' },
    { name: 'sort-by', type: 'string', usage: 'name or kind.' },
    { name: 'verbs', type: 'strings', usage: 'Only those that know all these verbs.' },
  ],
  run,
} satisfies Command;

interface Row {
  group: string;
  version: string;
  resource: ApiResource;
}

const SORTS: Record<string, (row: Row) => string> = {
  '': ({ group }) => group,
  name: ({ resource }) => resource.name,
  kind: ({ resource }) => resource.kind,
};

async function run({ flags, args, client, out }: CommandContext): Promise<void> {
  if (args.length) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`);
  const output = flags.string('output');
  if (!['', 'wide', 'name'].includes(output)) throw new CliError(`--output ${output} is not available`);
  const sort = SORTS[flags.string('sort-by')];
  if (!sort) throw new CliError('--sort-by accepts only name or kind');
  const rows = (await preferred(client().mapper)).filter(
    ({ group, resource }) =>
      resource.verbs.length > 0 &&
      (!flags.changed('api-group') || group === flags.string('api-group')) &&
      (!flags.changed('namespaced') || resource.namespaced === flags.bool('namespaced')) &&
      flags.list('verbs').every((verb) => resource.verbs.includes(verb)),
  );
  const order = (row: Row) => [sort(row), row.resource.name] as const;
  rows.sort((a, b) => compare(order(a)[0], order(b)[0]) || compare(order(a)[1], order(b)[1]));
  if (output === 'name') return out(rows.map(({ group, resource }) => `${resource.name}${group ? `.${group}` : ''}\n`).join(''));
  const header = `NAME\tSHORTNAMES\tAPIVERSION\tNAMESPACED\tKIND${output === 'wide' ? '\tVERBS' : ''}\n`;
  const lines = rows.map(({ group, version, resource }) => {
    const cells = [
      resource.name,
      (resource.shortNames ?? []).join(','),
      group ? `${group}/${version}` : version,
      String(resource.namespaced),
      resource.kind,
    ];
    return `${[...cells, ...(output === 'wide' ? [`[${resource.verbs.join(' ')}]`] : [])].join('\t')}\n`;
  });
  out(alignTabs((flags.bool('no-headers') ? '' : header) + lines.join(''), TABLE_TABS));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Each resource in the version that its group prefers, or the first that serves it. */
async function preferred(mapper: Mapper): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name: group, versions } of await mapper.groups()) {
    const known = new Set<string>();
    for (const version of versions) {
      for (const resource of await mapper.resources(group, version)) {
        if (!known.has(resource.name)) rows.push({ group, version, resource });
        known.add(resource.name);
      }
    }
  }
  return rows;
}
