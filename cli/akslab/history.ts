import { readHistory, type HistoryEntry } from '../shared/history.ts';
import { UsageError, type AkslabCommand } from './command.ts';
import { table } from './table.ts';

interface Args {
  last: number;
  json: boolean;
}

export default {
  options: (yargs) =>
    yargs
      .option('last', { type: 'number', default: 20, describe: 'How many' })
      .option('json', { type: 'boolean', default: false, describe: 'For programs; with the requests' }),
  examples: [['akslab history', 'the last twenty requests that meant to change something']],
  async run({ last, json }, { terminal, lab }) {
    if (!Number.isInteger(last) || last < 1) throw new UsageError(`--last takes a number from 1 on, not ${last}`);
    const entries = (await lab.read(readHistory)).slice(-last);
    if (json) terminal.stdout.write(`${JSON.stringify(entries, null, 2)}\n`);
    else if (entries.length === 0) terminal.stdout.write('Nothing was asked for yet.\n');
    else terminal.stdout.write(table([['WHEN', 'AS', 'ANSWER', 'COMMAND'], ...entries.map(row)]));
    return 0;
  },
} satisfies AkslabCommand<Args>;

function row({ at, command, request, undone }: HistoryEntry): string[] {
  const asked = request ? `${request.method} ${request.path.split('?')[0]}` : '';
  return [
    new Date(at).toISOString().replace(/\.\d+/, ''),
    request?.as ?? '-',
    undone ? 'undone' : request ? answer(request.code) : 'done',
    command || asked,
  ];
}

const answer = (code: number) => (code < 300 ? 'allowed' : code === 401 || code === 403 ? 'refused' : `failed (${code})`);
