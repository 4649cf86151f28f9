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
export const words = (options: string, dest: string, help: string, more?: More): Argument => argument(options, dest, 'words', help, more);

/** Options that the real command takes and akslab refuses: those with a value, and the flags. */
export const unsupported = (withValue: string, flags: string): Argument[] => [
  ...withValue
    .split(' ')
    .filter(Boolean)
    .map((option) => argument(option, option, 'value', '', { unsupported: true })),
  ...flags
    .split(' ')
    .filter(Boolean)
    .map((option) => argument(option, option, 'flag', '', { unsupported: true })),
];

export const GROUP = required(
  '--resource-group -g',
  'group',
  'Name of the resource group. `az configure --defaults group=<name>` sets a default.',
  { configured: 'group' },
);
export const OPTIONAL_GROUP = value('--resource-group -g', 'group', 'Name of the resource group.', { configured: 'group' });
/** The name of a group where the command is about groups. */
export const GROUP_NAME = required('--name --resource-group -n -g', 'group', 'Name of the resource group.', { configured: 'group' });
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
