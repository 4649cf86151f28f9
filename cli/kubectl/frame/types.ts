import type { Lab } from '../../shared/lab.ts';
import type { Terminal } from '../../shared/terminal.ts';
import type { Client } from '../client/client.ts';
import type { ClientConfig } from '../kubeconfig/client-config.ts';
import type { Flags } from './flags.ts';

/** One option, as data; the parser and the help read it. After pflag. */
export interface FlagSpec {
  name: string;
  /** One letter, without the dash. */
  short?: string;
  type: FlagType;
  /** The value where the option is not given: `false`, '', 0 or [] by type unless said. */
  default?: FlagValue;
  /** The value where the option stands alone: pflag's NoOptDefVal (`--dry-run` is `unchanged`). Booleans have `true`. */
  alone?: string;
  usage: string;
  required?: boolean;
  hidden?: boolean;
  /** Printed on stderr when the option is used: `Flag --x has been deprecated, ...`. */
  deprecated?: string;
}

export type FlagType = 'bool' | 'string' | 'int' | 'duration' | 'strings' | 'array';
export type FlagValue = boolean | string | number | string[];

/** How the command table knows a command, without loading it. */
export interface CommandEntry {
  name: string;
  summary: string;
  aliases?: readonly string[];
  /** The heading under which `kubectl` lists it; none: not listed. */
  group?: CommandGroup;
  load?(): Promise<{ default: Command }>;
  /** Subcommands; a parent without `load` prints its help. */
  commands?: readonly CommandEntry[];
}

export const GROUPS = [
  'Basic Commands (Beginner)',
  'Basic Commands (Intermediate)',
  'Deploy Commands',
  'Cluster Management Commands',
  'Troubleshooting and Debugging Commands',
  'Advanced Commands',
  'Settings Commands',
  'Other Commands',
] as const;
export type CommandGroup = (typeof GROUPS)[number];

/** One command: a file under commands/ that exports this as its default. */
export interface Command {
  /** The usage line after the command's path: `(TYPE NAME | TYPE/NAME) [options]`. */
  usage: string;
  /** What it does: the text above the examples. */
  about: string;
  /** Command lines with what they do. */
  examples: readonly (readonly [does: string, line: string])[];
  flags: readonly FlagSpec[];
  /** Runs it. Errors are thrown (frame/errors.ts); a number is the exit code. */
  run(context: CommandContext): Promise<number | void>;
}

/** What a command works with. */
export interface CommandContext {
  terminal: Terminal;
  lab: Lab;
  /** Arguments that are no options. */
  args: string[];
  /** How many of them stood before `--`; -1 where there was none. */
  dashAt: number;
  flags: Flags;
  /** `kubectl create namespace`. */
  path: string;
  config: ClientConfig;
  /** The API server that the kubeconfig names. */
  client(): Client;
  /** Prints the help of this command on stderr. */
  help(): Promise<void>;
  /** Writes on stdout. */
  out(text: string): void;
  /** Writes on stderr. */
  err(text: string): void;
}
