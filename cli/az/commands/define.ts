import type { Argument, Command } from '../types.ts';

/** A row of the command tables. */
export const command = (name: string, summary: string, rest: Omit<Command, 'kind' | 'name' | 'summary'>): Command => ({
  kind: 'command',
  name,
  summary,
  ...rest,
});

type More = Partial<Argument>;
const argument = (options: string, dest: string, kind: Argument['kind'], help: string, more: More = {}): Argument => ({
  dest,
  options: options.split(' '),
  kind,
  help,
  ...more,
});

/** An option with one value; `options` as in messages, separated by blanks. */
export const value = (options: string, dest: string, help: string, more?: More): Argument => argument(options, dest, 'value', help, more);
export const required = (options: string, dest: string, help: string, more?: More): Argument =>
  argument(options, dest, 'value', help, { required: true, ...more });
export const flag = (options: string, dest: string, help: string, more?: More): Argument => argument(options, dest, 'flag', help, more);
export const number = (options: string, dest: string, help: string, more?: More): Argument => argument(options, dest, 'int', help, more);
export const list = (options: string, dest: string, help: string, more?: More): Argument => argument(options, dest, 'list', help, more);
export const optional = (options: string, dest: string, help: string, more?: More): Argument =>
  argument(options, dest, 'optional', help, more);
export const words = (options: string, dest: string, help: string, more?: More): Argument => argument(options, dest, 'words', help, more);

/** Options that the real command takes and akslab refuses, written as for `arranged`. */
export const unsupported = (known: string): Argument[] => known.trim().split(/\s+/).map(readOption);

/** All options of a real command in its order (see aks/known-options.ts): those that akslab has, and the others, which it refuses. */
export function arranged(known: string, own: Argument[]): Argument[] {
  const byName = new Map(own.flatMap((one) => one.options.map((option) => [option, one])));
  return unsupported(known).map((one) => {
    const found = byName.get(one.options[0]!);
    return found ? { ...found, options: one.options } : one;
  });
}

const KINDS: Record<string, Argument['kind']> = { '+': 'list', '*': 'words', '?': 'optional', '': 'value' };

/** `--zones/-z=+1|2|3` */
function readOption(text: string): Argument {
  const [, names, equals, count, type] = /^([^=]+)(=?)([+*?]?)(.*)$/.exec(text)!;
  const options = names!.split('/');
  const kind = !equals ? 'flag' : type === 'int' ? 'int' : KINDS[count!];
  return { dest: options[0]!, options, kind, help: '', unsupported: true, ...(type && type !== 'int' && { choices: type.split('|') }) };
}

export const GROUP = required(
  '--resource-group -g',
  'group',
  'Name of the resource group. `az configure --defaults group=<name>` sets a default.',
  { configured: 'group' },
);
export const OPTIONAL_GROUP = value('--resource-group -g', 'group', 'Name of the resource group.', { configured: 'group' });
/** The name of a group where the command is about groups. */
export const GROUP_NAME = required('--name -n --resource-group -g', 'group', 'Name of the resource group.', { configured: 'group' });
export const NO_WAIT = flag('--no-wait', 'noWait', 'Return at once, while the operation goes on.');
export const YES = flag('--yes -y', 'yes', 'Do not ask.');
export const TAGS = words('--tags', 'tags', "Tags as key or key=value, separated by blanks. '' clears them.");

export const SURE = 'Are you sure you want to perform this operation?';

/** `['a=b', 'c']` as an object; `['']` clears. */
export function tagsOf(pairs: string[]): Record<string, string> {
  return Object.fromEntries(
    pairs
      .filter((pair) => pair !== '')
      .map((pair) => {
        const at = pair.indexOf('=');
        return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      }),
  );
}
