/** From arguments to a command that runs: what cobra does. */
import type { Lab } from '../../shared/lab.ts';
import type { Terminal } from '../../shared/terminal.ts';
import { createClient, type Client } from '../client/client.ts';
import { createClientConfig } from '../kubeconfig/client-config.ts';
import { AggregateFailure, CliError, ExitError, FrameError, UsageError, asError, describeError } from './errors.ts';
import { aloneValue, parseFlags, type ParsedLine } from './flags.ts';
import { GLOBAL_FLAGS } from './global-flags.ts';
import type { Command, CommandContext, CommandEntry, FlagSpec } from './types.ts';

interface Found {
  entry: CommandEntry;
  command: Command | undefined;
  path: string;
  /** What is left of the line once the command's own words are out. */
  rest: string[];
}

/** Runs one command line; returns the exit code. */
export async function runCommandLine(root: CommandEntry, args: string[], terminal: Terminal, lab: Lab): Promise<number> {
  let path = root.name;
  try {
    const found = await findCommand(root, args);
    path = found.path;
    return await runFound(found, terminal, lab, root);
  } catch (error) {
    if (terminal.signal.aborted) return 130;
    const failure = asError(error);
    if (isBug(failure)) throw failure;
    terminal.stderr.write(describeError(failure, path));
    if (terminal.env.AKSLAB_HINTS === '1') await printHints(failure, terminal);
    return exitCodeOf(failure);
  }
}

const exitCodeOf = (error: Error): number => (error instanceof ExitError || error instanceof CliError ? error.code : 1);
const isBug = (error: Error): boolean => error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;

async function printHints(error: Error, terminal: Terminal): Promise<void> {
  const { hintsFor } = await import('../hints.ts');
  for (const hint of hintsFor(error instanceof AggregateFailure ? error.errors : [error])) terminal.stderr.write(`hint: ${hint}\n`);
}

/** cobra's Find: words that are no options walk down the table as long as they name commands. */
async function findCommand(root: CommandEntry, args: string[]): Promise<Found> {
  const found: Found = { entry: root, command: undefined, path: root.name, rest: args };
  for (;;) {
    found.command = await loadCommand(found.entry);
    const flags = flagsOf(found.command);
    const word = stripFlags(found.rest, flags)[0];
    const next =
      word === undefined ? undefined : found.entry.commands?.find((entry) => entry.name === word || entry.aliases?.includes(word));
    if (!next) break;
    found.rest = withoutFirst(found.rest, word!, flags);
    found.path += ` ${next.name}`;
    found.entry = next;
  }
  if (found.entry === root) await refuseUnknown(root, stripFlags(found.rest, GLOBAL_FLAGS));
  return found;
}

async function refuseUnknown(root: CommandEntry, words: string[]): Promise<void> {
  const word = words[0];
  if (word === undefined || word === 'help') return;
  const { suggestions } = await import('./suggest.ts');
  const names = suggestions(
    word,
    root.commands!.map((entry) => entry.name),
  );
  const meant = names.length ? `\n\nDid you mean this?\n${names.map((name) => `\t${name}\n`).join('')}` : '\n';
  throw new FrameError(
    `unknown command ${JSON.stringify(word)} for "kubectl"${meant}${names.length ? '\n' : ''}Run 'kubectl --help' for usage.`,
  );
}

const loadCommand = async (entry: CommandEntry): Promise<Command | undefined> => (await entry.load?.())?.default;
const flagsOf = (command: Command | undefined): readonly FlagSpec[] => [...(command?.flags ?? []), ...GLOBAL_FLAGS];

/** Whether an option's value is the next word. A word that is no known option counts as one that takes a value. */
function takesNext(word: string, flags: readonly FlagSpec[]): boolean {
  if (word.includes('=')) return false;
  if (word.startsWith('--')) return !isAlone(flags.find((flag) => flag.name === word.slice(2)));
  return word.startsWith('-') && word.length === 2 && !isAlone(flags.find((flag) => flag.short === word[1]));
}

const isAlone = (flag: FlagSpec | undefined): boolean => flag !== undefined && aloneValue(flag) !== undefined;

function stripFlags(args: readonly string[], flags: readonly FlagSpec[]): string[] {
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    if (word === '--') break;
    if (takesNext(word, flags) && word !== '-h' && word !== '--help') i++;
    else if (word !== '' && !word.startsWith('-')) words.push(word);
  }
  return words;
}

/** Leaves out the first occurrence that is no option's value. */
function withoutFirst(args: readonly string[], name: string, flags: readonly FlagSpec[]): string[] {
  for (let i = 0; i < args.length; i++) {
    if (takesNext(args[i]!, flags)) i++;
    else if (args[i] === name) return [...args.slice(0, i), ...args.slice(i + 1)];
  }
  return [...args];
}

async function runFound({ entry, command, path, rest }: Found, terminal: Terminal, lab: Lab, root: CommandEntry): Promise<number> {
  const line = await parseLine(rest, command, path);
  const helpText = async () => {
    const { commandHelp, rootHelp } = await import('./help.ts');
    return entry === root ? rootHelp(root.commands!) : commandHelp(path, entry, command);
  };
  if (line.help) {
    terminal.stdout.write(await helpText());
    return 0;
  }
  for (const notice of line.notices) terminal.stderr.write(notice);
  if (entry === root) return rootCommand(line.args, helpText, terminal, root);
  if (!command) return bareParent(line.args, helpText, terminal);
  requireFlags(command, line);
  const context = contextOf(line, path, helpText, terminal, lab);
  const code = (await command.run(context)) ?? 0;
  const warnings = line.flags.bool('warnings-as-errors') ? context.client().warnings : 0;
  if (code === 0 && warnings) throw new FrameError(warnings === 1 ? '1 warning received' : `${warnings} warnings received`);
  return code;
}

async function parseLine(rest: string[], command: Command | undefined, path: string): Promise<ParsedLine> {
  try {
    return parseFlags(rest, flagsOf(command));
  } catch (error) {
    if (!(error instanceof FrameError)) throw error;
    const { flagError } = await import('./help.ts');
    throw flagError(error.message, path);
  }
}

function requireFlags(command: Command, { flags }: ParsedLine): void {
  const missing = command.flags.filter((flag) => flag.required && !flags.changed(flag.name)).map((flag) => flag.name);
  if (missing.length) throw new FrameError(`required flag(s) ${missing.map((name) => JSON.stringify(name)).join(', ')} not set`);
}

async function rootCommand(args: string[], helpText: () => Promise<string>, terminal: Terminal, root: CommandEntry): Promise<number> {
  if (args.length < 2) {
    terminal.stdout.write(await helpText());
    return 0;
  }
  const found = await findCommand(root, args.slice(1)).catch(() => undefined);
  if (!found || found.entry === root) {
    terminal.stderr.write(
      `Unknown help topic [${args
        .slice(1)
        .map((arg) => `\`${arg}\``)
        .join(' ')}]\n`,
    );
    terminal.stderr.write(await helpText());
    return 0;
  }
  const { commandHelp } = await import('./help.ts');
  terminal.stdout.write(commandHelp(found.path, found.entry, found.command));
  return 0;
}

/** A parent that does nothing itself: its help on stderr, and exit code 1. */
async function bareParent(args: string[], helpText: () => Promise<string>, terminal: Terminal): Promise<number> {
  if (args.length) throw new UsageError(`unknown command ${JSON.stringify(args.join(' '))}`);
  terminal.stderr.write(await helpText());
  return 1;
}

function contextOf(line: ParsedLine, path: string, helpText: () => Promise<string>, terminal: Terminal, lab: Lab): CommandContext {
  const config = createClientConfig(line.flags, terminal, lab);
  let client: Client | undefined;
  return {
    terminal,
    lab,
    args: line.args,
    dashAt: line.dashAt,
    flags: line.flags,
    path,
    config,
    client: () => (client ??= createClient(config, terminal, lab)),
    help: async () => terminal.stderr.write(await helpText()),
    out: (text) => terminal.stdout.write(text),
    err: (text) => terminal.stderr.write(text),
  };
}
