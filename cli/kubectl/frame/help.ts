/** Help texts in kubectl's layout. */
import { FrameError } from './errors.ts';
import { GLOBAL_FLAGS } from './global-flags.ts';
import { GROUPS, type Command, type CommandEntry, type FlagSpec } from './types.ts';
import { formatDuration } from './duration.ts';

/** What `kubectl` alone prints. */
export function rootHelp(commands: readonly CommandEntry[]): string {
  const sections = GROUPS.map((group) => {
    const members = commands.filter((command) => command.group === group);
    return members.length ? `${group}:\n${rows(members)}\n` : '';
  });
  return [
    "kubectl 1.20.2, as akslab simulates it, speaks to the clusters of akslab's simulated Azure.\n",
    '\n',
    sections.filter(Boolean).join('\n'),
    '\nUsage:\n  kubectl [flags] [options]\n\n',
    'Use "kubectl <command> --help" for more information about a given command.\n',
    'Use "kubectl options" for a list of global command-line options (applies to all commands).\n',
  ].join('');
}

/** The help of one command. */
export function commandHelp(path: string, entry: CommandEntry, command: Command | undefined): string {
  const parts: string[] = [`${command?.about ?? entry.summary}\n`];
  if (entry.aliases?.length) parts.push(`Aliases:\n${[entry.name, ...entry.aliases].join(', ')}\n`);
  if (command?.examples.length) parts.push(`Examples:\n${command.examples.map(([does, line]) => `  # ${does}\n  ${line}\n`).join('  \n')}`);
  if (entry.commands?.length) parts.push(`Available Commands:\n${rows(entry.commands)}\n`);
  const flags = (command?.flags ?? []).filter((flag) => !flag.hidden && !flag.deprecated);
  if (flags.length) parts.push(`Options:\n${flagLines(flags)}`);
  parts.push(
    `Usage:\n  ${[path, command?.usage ?? 'SUBCOMMAND', '[options]']
      .filter(Boolean)
      .join(' ')
      .replace(/\[options\] \[options\]$/, '[options]')}\n`,
  );
  const last = [
    ...(entry.commands?.length ? [`Use "${path} <command> --help" for more information about a given command.\n`] : []),
    'Use "kubectl options" for a list of global command-line options (applies to all commands).\n',
  ];
  return `${parts.join('\n')}\n${last.join('')}`;
}

/** `kubectl options`. */
export function optionsHelp(): string {
  return `The following options can be passed to any command:\n\n${flagLines(GLOBAL_FLAGS)}`;
}

function rows(entries: readonly CommandEntry[]): string {
  const width = Math.max(...entries.map((entry) => entry.name.length), 13);
  return entries.map((entry) => `  ${entry.name.padEnd(width)} ${entry.summary}`).join('\n');
}

/** Each option with its default, as templates.flagsUsages prints them. */
function flagLines(flags: readonly FlagSpec[]): string {
  return [...flags]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((flag) => `  ${flag.short ? `-${flag.short}, ` : '    '}--${flag.name}=${defaultText(flag)}: ${flag.usage}\n`)
    .join('');
}

const EMPTY: Record<FlagSpec['type'], string> = { bool: 'false', string: "''", int: '0', duration: '0s', strings: '[]', array: '[]' };

function defaultText(flag: FlagSpec): string {
  const value = flag.default;
  if (value === undefined || value === '') return EMPTY[flag.type];
  if (flag.type === 'duration') return formatDuration(value as number);
  if (flag.type === 'string') return `'${String(value)}'`;
  return Array.isArray(value) ? `[${value.join(',')}]` : String(value);
}

/** A wrong option, with where the help is. */
export const flagError = (message: string, path: string): FrameError => new FrameError(`${message}\nSee '${path} --help' for usage.`);
