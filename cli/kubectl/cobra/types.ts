import type { Context } from '../context.ts';

/** One flag of a command: after spf13/pflag. */
export interface Flag {
  name: string;
  /** One letter. */
  short?: string;
  type: FlagType;
  /** As text; shown by help. Default: '' or false or 0 or []. */
  default?: string;
  /** The value of the flag when it stands without one: pflag's NoOptDefVal. A bool's is true. */
  bare?: string;
  usage: string;
  required?: boolean;
  hidden?: boolean;
  deprecated?: string;
  /** A flag that says a better name for itself: pflag's deprecation of shorthands is not used by kubectl. */
}

/** `list` splits at commas (StringSlice), `array` does not (StringArray); `count` takes no value. */
export type FlagType = 'string' | 'bool' | 'int' | 'duration' | 'list' | 'array';

export type FlagValue = string | boolean | number | string[];

/** The values of a command's flags, and which were given. */
export interface Flags {
  string(name: string): string;
  bool(name: string): boolean;
  int(name: string): number;
  list(name: string): string[];
  /** Milliseconds. */
  duration(name: string): number;
  changed(name: string): boolean;
}

/** A command, as its file exports it. */
export interface Command {
  name: string;
  aliases?: readonly string[];
  /** What follows the name in the usage line. */
  use?: string;
  short: string;
  /** Paragraphs of help. */
  long?: string;
  examples?: string;
  flags?: readonly Flag[];
  commands?: readonly CommandEntry[];
  /** Runs the command; the exit code is 0 unless it says otherwise. Refusals are thrown (errors.ts). */
  run?(context: Context, args: string[], flags: Flags): Promise<number | void>;
  hidden?: boolean;
  deprecated?: string;
}

/** A command in its parent's table: known by name without loading its file. */
export interface CommandEntry {
  name: string;
  aliases?: readonly string[];
  short: string;
  hidden?: boolean;
  load(): Promise<Command>;
}

/** A command of the same file as its parent. */
export const inline = (command: Command): CommandEntry => ({ name: command.name, aliases: command.aliases, short: command.short, hidden: command.hidden, load: async () => command });
