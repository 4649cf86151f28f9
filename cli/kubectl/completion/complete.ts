/** What could stand where the cursor is. The shells' scripts (scripts.ts) ask for it by `kubectl __complete`. */
import type { Lab } from '../../shared/lab.ts';
import type { Terminal } from '../../shared/terminal.ts';
import { collectionPath, createClient } from '../client/client.ts';
import { aloneValue, Flags, parseFlags } from '../frame/flags.ts';
import { GLOBAL_FLAGS } from '../frame/global-flags.ts';
import type { CommandEntry, FlagSpec } from '../frame/types.ts';
import { createClientConfig } from '../kubeconfig/client-config.ts';
import { ARGUMENTS, VALUES, type Place } from './arguments.ts';

/** The command that the words have led to so far. */
interface Position {
  entry: CommandEntry;
  /** Its words: `rollout status`. */
  path: string;
  flags: readonly FlagSpec[];
  /** Arguments that are no options. */
  args: string[];
  /** Options as they were typed. */
  options: string[];
  /** The option whose value comes next. */
  open?: FlagSpec;
}

/** Everything that the last word could become, sorted. The words before it are what has been typed. */
export async function complete(root: CommandEntry, words: readonly string[], terminal: Terminal, lab: Lab): Promise<string[]> {
  const current = words.at(-1) ?? '';
  const position = await follow(root, words.slice(0, -1));
  return [...new Set((await candidates(position, current, terminal, lab)).filter((candidate) => candidate.startsWith(current)))].sort();
}

async function follow(root: CommandEntry, words: readonly string[]): Promise<Position> {
  const at: Position = { entry: root, path: '', flags: GLOBAL_FLAGS, args: [], options: [] };
  for (const word of words) {
    const next =
      at.args.length || at.open ? undefined : at.entry.commands?.find(({ name, aliases }) => name === word || aliases?.includes(word));
    if (next) {
      at.entry = next;
      at.path = `${at.path} ${next.name}`.trim();
      at.flags = [...((await next.load?.())?.default.flags ?? []), ...GLOBAL_FLAGS];
    } else read(at, word);
  }
  return at;
}

function read(at: Position, word: string): void {
  if (at.open) {
    at.options.push(word);
    at.open = undefined;
  } else if (!word.startsWith('-') || word === '-') at.args.push(word);
  else {
    at.options.push(word);
    const spec = at.flags.find(({ name, short }) => word === `--${name}` || word === `-${short}`);
    if (spec && aloneValue(spec) === undefined) at.open = spec;
  }
}

async function candidates(position: Position, current: string, terminal: Terminal, lab: Lab): Promise<string[]> {
  const fill = (place: Place | undefined, args: readonly string[], text: string) =>
    place ? fillPlace(place, args, text, position, terminal, lab) : [];
  if (position.open) return fill(VALUES[position.open.name], [], current);
  if (current.startsWith('-')) {
    const equals = current.indexOf('=');
    if (equals > 0)
      return (await fill(VALUES[current.slice(2, equals)], [], current.slice(equals + 1))).map(
        (value) => current.slice(0, equals + 1) + value,
      );
    return position.flags
      .filter(({ hidden, deprecated }) => !hidden && !deprecated)
      .map((spec) => `--${spec.name}${aloneValue(spec) === undefined ? '=' : ''}`);
  }
  const commands = position.args.length
    ? []
    : (position.entry.commands ?? []).filter(({ name }) => !name.startsWith('_')).map(({ name }) => name);
  const places = ARGUMENTS[position.path] ?? [];
  return [...commands, ...(await fill(places[Math.min(position.args.length, places.length - 1)], position.args, current))];
}

async function fillPlace(
  place: Place,
  args: readonly string[],
  text: string,
  position: Position,
  terminal: Terminal,
  lab: Lab,
): Promise<string[]> {
  if (typeof place === 'object' && 'words' in place) return [...place.words];
  const config = createClientConfig(givenFlags(position), terminal, lab);
  try {
    if (typeof place === 'object' && 'kubeconfig' in place) return Object.keys(config.kubeconfig()[place.kubeconfig]);
    const client = createClient(config, terminal, lab);
    const namesOf = async (word: string): Promise<string[]> => {
      const mapping = await client.mapper.find(word);
      if (!mapping) return [];
      const list = await client.object('GET', collectionPath(mapping, config.namespace().name));
      return (list.items as { metadata: { name: string } }[]).map(({ metadata }) => metadata.name);
    };
    if (typeof place === 'object') return await namesOf(place.namesOf);
    if (text.includes('/')) return (await namesOf(text.split('/')[0]!)).map((name) => `${text.split('/')[0]}/${name}`);
    if (place === 'name') return args.some((arg) => arg.includes('/')) ? [] : await namesOf(args.find((arg) => !VERB.test(arg)) ?? '');
    const types: string[] = [];
    for (const { name: group, versions } of await client.mapper.groups()) {
      for (const { name, verbs } of await client.mapper.resources(group, versions[0]!)) if (verbs.includes('list')) types.push(name);
    }
    return types;
  } catch {
    // A completion never complains: where the cluster cannot be asked there is nothing to offer.
    return [];
  }
}

/** The first argument of `auth can-i` is no type. */
const VERB = /^(create|delete|deletecollection|get|list|patch|update|use|watch)$/;

/** The options that have been typed, as far as they make sense. */
function givenFlags({ options, flags }: Position): Flags {
  try {
    return parseFlags(options, flags).flags;
  } catch {
    return new Flags(flags);
  }
}
