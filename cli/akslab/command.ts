import type { Argv } from 'yargs';
import type { LabHost } from '../shared/lab-host.ts';
import type { Program } from '../shared/lab.ts';
import type { Terminal } from '../shared/terminal.ts';

/** What a command of akslab works with. The lab reads nothing until it is asked. */
export interface CommandContext {
  terminal: Terminal;
  lab: LabHost;
}

/** One command of akslab: a file that exports this as its default. */
export interface AkslabCommand<Args = Record<string, unknown>> {
  /** Declares positionals and options (yargs). @param words the command line, for commands of several actions */
  options?(yargs: Argv, words: readonly string[]): Argv;
  /** What the help says instead of the command's own summary and usage, where the words say more. */
  about?(words: readonly string[]): { summary: string; usage: string } | undefined;
  /** Command lines and what they do, for the help. */
  examples: [line: string, does: string][];
  /** More help, below the options. */
  more?: string;
  /** Runs it; returns the exit code. */
  run(args: Args, context: CommandContext): Promise<number>;
}

/** How the list of commands knows one, without loading it. */
export interface CommandEntry {
  /** Name and positionals as yargs writes them: `snapshot <action> [name]`. */
  usage: string;
  summary: string;
  /** The exit code where it did not work, of a command whose 1 is an answer. */
  failure?: number;
  load(): Promise<{ default: AkslabCommand<any> }>;
}

/** Something that did not work: told on stderr. */
export class CommandError extends Error {
  readonly exitCode: number = 1;
}

/** A command line that cannot be meant: told on stderr with where the help is. */
export class UsageError extends CommandError {
  override readonly exitCode = 2;
}

/** az and kubectl, loaded when they are needed. */
export const programs = {
  az: (async (...call) => (await import('../az/index.ts')).az(...call)) satisfies Program as Program,
  kubectl: (async (...call) => (await import('../kubectl/index.ts')).kubectl(...call)) satisfies Program as Program,
};
