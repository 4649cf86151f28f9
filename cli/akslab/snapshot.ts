import type { JsonValue, Store } from '../../core/store.ts';
import { OWNER_ONLY, type Files } from '../shared/terminal.ts';
import { CommandError, UsageError, type AkslabCommand, type CommandContext } from './command.ts';
import { table } from './table.ts';

interface Args {
  action: keyof typeof ACTIONS;
  name?: string;
  file?: string;
  force: boolean;
}

/** A saved state: everything in the store but its history, and the files that go with it. */
interface Snapshot {
  schema: 1;
  /** When it was saved, in the simulation's time; RFC 3339. */
  at: string;
  entries: [key: string, value: JsonValue][];
  /** Texts, by path in the home. */
  files: Record<string, string>;
}

/** What of a home is part of a snapshot besides the store. */
const FILES = ['kubeconfig', 'azure'];
/** The history is what happened, whatever the state goes back to. */
const isKept = (key: string) => key.startsWith('/akslab/history/') || key.startsWith('/akslab/undo/');

/** Actions that make a snapshot. */
const MAKES_ONE = new Set<Args['action']>(['save', 'import']);

const ACTIONS = { save, load, list, delete: remove, export: exportTo, import: importFrom };

export default {
  options: (yargs) =>
    yargs
      .positional('action', { choices: Object.keys(ACTIONS), describe: 'What to do' })
      .positional('name', { type: 'string', describe: 'Letters, digits, dots, hyphens' })
      .positional('file', { type: 'string', describe: 'Where to (export), or where from (import)' })
      .option('force', { type: 'boolean', default: false, describe: 'save, import: in place of one that has the name' }),
  examples: [
    ['akslab snapshot save before-psp', 'all that is in the home, under that name'],
    ['akslab snapshot load before-psp', 'everything as it was then; "akslab undo" takes that back'],
    ['akslab snapshot export before-psp lab.json', 'to give to somebody'],
    ['akslab snapshot import before-psp lab.json', 'and to take from somebody'],
  ],
  run({ action, name, file, force }, context) {
    if (MAKES_ONE.has(action) && !force && context.terminal.files.stat(pathOf(context, name)))
      throw new CommandError(`there is a snapshot called ${name} already; --force puts this one in its place`);
    return ACTIONS[action](context, name, file);
  },
} satisfies AkslabCommand<Args>;

async function save(context: CommandContext, name?: string): Promise<number> {
  const path = pathOf(context, name);
  const { terminal, lab } = context;
  const entries = await lab.read((store) =>
    store
      .list('')
      .filter(({ key }) => !isKept(key))
      .map(({ key, value }): [string, JsonValue] => [key, value]),
  );
  const snapshot: Snapshot = { schema: 1, at: new Date(lab.clock.now()).toISOString(), entries, files: filesOf(terminal.files, lab.home) };
  terminal.files.makeFolder(`${lab.home}/snapshots`);
  terminal.files.write(path, `${JSON.stringify(snapshot)}\n`);
  terminal.stdout.write(`Saved as ${name}.\n`);
  return 0;
}

async function load(context: CommandContext, name?: string): Promise<number> {
  const snapshot = read(context, pathOf(context, name), name);
  const { terminal, lab } = context;
  await lab.write((store) => replaceAll(store, snapshot.entries), { undoable: true });
  for (const path of Object.keys(filesOf(terminal.files, lab.home)))
    if (!(path in snapshot.files)) terminal.files.remove(`${lab.home}/${path}`);
  for (const [path, text] of Object.entries(snapshot.files)) {
    terminal.files.makeFolder(`${lab.home}/${path}`.replace(/\/[^/]*$/, ''));
    terminal.files.write(`${lab.home}/${path}`, text, OWNER_ONLY.file);
  }
  terminal.stdout.write(`Everything is as it was in ${name} (${snapshot.at}).\n`);
  return 0;
}

async function list(context: CommandContext): Promise<number> {
  const { terminal, lab } = context;
  const folder = `${lab.home}/snapshots`;
  const names = terminal.files.stat(folder)
    ? terminal.files
        .list(folder)
        .filter((file) => file.endsWith('.json'))
        .map((file) => file.slice(0, -5))
    : [];
  const rows = names.map((name) => [name, read(context, `${folder}/${name}.json`, name).at]);
  terminal.stdout.write(rows.length === 0 ? 'No snapshots.\n' : table([['NAME', 'TIME IN THE SIMULATION'], ...rows]));
  return 0;
}

async function remove(context: CommandContext, name?: string): Promise<number> {
  const path = pathOf(context, name);
  read(context, path, name);
  context.terminal.files.remove(path);
  context.terminal.stdout.write(`Deleted ${name}.\n`);
  return 0;
}

async function exportTo(context: CommandContext, name?: string, file?: string): Promise<number> {
  if (!file) throw new UsageError('say which file to write');
  const snapshot = read(context, pathOf(context, name), name);
  context.terminal.files.write(file, `${JSON.stringify(snapshot)}\n`);
  context.terminal.stdout.write(`Wrote ${file}.\n`);
  return 0;
}

async function importFrom(context: CommandContext, name?: string, file?: string): Promise<number> {
  if (!file) throw new UsageError('say which file to read');
  const path = pathOf(context, name);
  const snapshot = read(context, file, name);
  context.terminal.files.makeFolder(`${context.lab.home}/snapshots`);
  context.terminal.files.write(path, `${JSON.stringify(snapshot)}\n`);
  context.terminal.stdout.write(`Saved as ${name}. "akslab snapshot load ${name}" goes there.\n`);
  return 0;
}

function pathOf({ lab }: CommandContext, name?: string): string {
  if (!name) throw new UsageError('say which snapshot');
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) throw new UsageError(`"${name}" cannot be a name: letters, digits, dots and hyphens`);
  return `${lab.home}/snapshots/${name}.json`;
}

function read({ terminal }: CommandContext, path: string, name = ''): Snapshot {
  if (terminal.files.stat(path)?.kind !== 'file')
    throw new CommandError(path.endsWith(`/snapshots/${name}.json`) ? `no snapshot is called ${name}` : `${path}: there is no such file`);
  let snapshot: Snapshot;
  try {
    snapshot = JSON.parse(terminal.files.read(path)) as Snapshot;
  } catch {
    throw new CommandError(`${path} is no snapshot: it is not JSON`);
  }
  if (snapshot?.schema !== 1 || !Array.isArray(snapshot.entries) || typeof snapshot.files !== 'object')
    throw new CommandError(`${path} is no snapshot, or one of a newer akslab`);
  if (Object.keys(snapshot.files).some((file) => !FILES.includes(file.split('/')[0]!) || file.includes('..')))
    throw new CommandError(`${path} is no snapshot: it names files outside its home`);
  return snapshot;
}

function replaceAll(store: Store, entries: Snapshot['entries']): void {
  const wanted = new Map(entries.filter(([key]) => !isKept(key)));
  for (const { key, value } of store.list('')) {
    if (isKept(key)) continue;
    if (!wanted.has(key)) store.delete(key);
    else if (JSON.stringify(wanted.get(key)) === JSON.stringify(value)) wanted.delete(key);
  }
  for (const [key, value] of wanted) store.put(key, value);
}

function filesOf(files: Files, home: string): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (path: string) => {
    const kind = files.stat(`${home}/${path}`)?.kind;
    if (kind === 'file') found[path] = files.read(`${home}/${path}`);
    else if (kind === 'folder') for (const name of files.list(`${home}/${path}`)) visit(`${path}/${name}`);
  };
  FILES.forEach(visit);
  return found;
}
