/** Help texts in kubectl's layout; the words are our own. */
import type { Command, CommandEntry, Flag } from './types.ts';

/** The first lines of what `--help` prints, up to the flags. */
export function helpText(path: string, command: Command, entries: readonly CommandEntry[]): string {
  const parts = [paragraphs(command.long ?? command.short)];
  if (command.examples) parts.push(`Examples:\n${command.examples.trim().split('\n').map((l) => `  ${l.trim()}`).join('\n')}`);
  const shown = entries.filter((e) => !e.hidden);
  if (shown.length) {
    const width = Math.max(...shown.map((e) => e.name.length));
    parts.push(`Available Commands:\n${shown.map((e) => `  ${e.name.padEnd(width)} ${e.short}`).join('\n')}`);
  }
  const flags = (command.flags ?? []).filter((f) => !f.hidden);
  if (flags.length) parts.push(`Options:\n${[...flags].sort((a, b) => (a.name < b.name ? -1 : 1)).map(flagLine).join('\n')}`);
  parts.push(`Usage:\n  ${path}${command.use ? ` ${command.use}` : shown.length ? ' COMMAND' : ''}${flags.length ? ' [options]' : ''}`);
  if (shown.length) parts.push(`Use "${path} <command> --help" for more information about a given command.`);
  if (path !== 'kubectl options') parts.push('Use "kubectl options" for a list of global command-line options (applies to all commands).');
  return `${parts.join('\n\n')}\n`;
}

const paragraphs = (text: string): string => text.trim().split('\n').map((l) => l.trim()).join('\n');

/** `      --all-namespaces=false: words`, with the shorthand in front where there is one. */
export function flagLine(flag: Flag): string {
  const name = flag.short ? `  -${flag.short}, --${flag.name}` : `      --${flag.name}`;
  const value = flag.type === 'string' ? `'${flag.default ?? ''}'` : flag.type === 'list' || flag.type === 'array' ? `[${flag.default ?? ''}]` : (flag.default ?? { bool: 'false', int: '0', duration: '0s' }[flag.type]);
  return `${name}=${value}: ${flag.usage}`;
}
