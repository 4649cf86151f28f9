import type { Argv } from 'yargs';
import type { LabHost } from '../shared/lab-host.ts';
import type { Terminal } from '../shared/terminal.ts';
import { nearest } from '../../scenarios/nearest.ts';
import { UsageError, type AkslabCommand, type CommandEntry, type CommandError } from './command.ts';
import { COMMANDS } from './commands.ts';

const DESCRIPTION = "Azure's az and Kubernetes' kubectl over a simulated AKS with pod security policies, on this machine.";

/** The program `akslab`. Exit codes: 0 done, 1 it did not work, 2 the command line cannot be meant. */
export async function akslab(args: string[], terminal: Terminal, lab: LabHost): Promise<number> {
  try {
    return await dispatch(args, terminal, lab);
  } catch (error) {
    const { exitCode = fileProblem(error) === undefined ? undefined : 1, message } = error as Partial<CommandError>;
    if (exitCode === undefined) throw error;
    if (fileProblem(error) !== undefined) terminal.stderr.write(`akslab: ${fileProblem(error)}\n`);
    else terminal.stderr.write(`akslab: ${message}\n${error instanceof UsageError ? `See "akslab ${helpFor(args)}".\n` : ''}`);
    const entry = COMMANDS.find((one) => nameOf(one) === args[0]);
    return exitCode === 1 ? (entry?.failure ?? 1) : exitCode;
  }
}

async function dispatch(args: string[], terminal: Terminal, lab: LabHost): Promise<number> {
  // The completion script asks with the words typed so far: --get-yargs-completions akslab <command> ...
  const completes = args[0] === '--get-yargs-completions';
  const name = args[completes ? 2 : 0];
  const entry = COMMANDS.find((one) => nameOf(one) === name);
  if (!entry && !completes && name !== undefined && !name.startsWith('-') && name !== 'help')
    throw unknown('command', name, COMMANDS.map(nameOf));
  if (name === 'help') return dispatch([...args.slice(1), '--help'], terminal, lab);
  if (name === '--version') return dispatch(['version'], terminal, lab);
  const parser = await parserFor(entry, terminal, args);
  let shown = false;
  const run = entry && (await entry.load()).default.run;
  const parsed = await parser.parseAsync(args.length === 0 ? ['--help'] : args, {}, (_error: unknown, _args: unknown, output: string) => {
    // Where $SHELL is zsh, yargs puts what a word is for behind it: name:summary.
    const text = completes ? output.replace(/(?<!\\):.*$/gm, '') : output;
    if (text) terminal.stdout.write(`${text}\n`);
    shown = output !== '';
  });
  if (shown || completes || !run) return 0;
  const noNumber = Object.keys(parsed).find((name) => Number.isNaN(parsed[name]));
  if (noNumber) throw new UsageError(`--${noNumber} takes a number`);
  return run(parsed, { terminal, lab });
}

/** A parser that knows all commands by name, and one of them in full. */
async function parserFor(entry: CommandEntry | undefined, terminal: Terminal, args: string[]) {
  const { default: yargs } = await import('yargs');
  let known: OptionNames | undefined;
  const parser = yargs()
    .scriptName('akslab')
    .locale('en')
    .detectLocale(false)
    .exitProcess(false)
    .version(false)
    .help()
    .alias('help', 'h')
    .wrap(Math.min(terminal.stdout.columns, 100))
    .parserConfiguration({ 'populate--': true })
    .usage(`${DESCRIPTION}\n\nUsage: akslab <command> [options]`)
    .strict()
    .fail((message, error) => {
      throw error ?? usageError(message, entry, known, args);
    });
  for (const one of COMMANDS) {
    const command: AkslabCommand | undefined = one === entry ? (await one.load()).default : undefined;
    parser.command(one.usage, one.summary, (builder) => {
      if (!command) return builder;
      const { summary, usage } = command.about?.(args) ?? one;
      // Of an action's help only its own examples.
      const begins = `akslab ${usage.split(/ [A-Z<[]/)[0]}`;
      for (const [line, does] of command.examples) if (usage === one.usage || line.startsWith(begins)) builder.example(line, does);
      if (command.more) builder.epilogue(command.more);
      known = builder as OptionNames;
      return (command.options?.(builder, args) ?? builder).usage(`${summary}\n\nUsage: akslab ${usage} [options]`);
    });
  }
  return parser;
}

/** What yargs has, and its types have not. */
type OptionNames = Argv & { getOptions(): { key: Record<string, unknown> } };

/** Errors of files, by Node's code; what a person can do about each is plain from it. */
const FILE_PROBLEMS: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
};

function fileProblem(error: unknown): string | undefined {
  const { code = '', path, exitCode } = error as NodeJS.ErrnoException & Partial<CommandError>;
  return exitCode === undefined && path !== undefined && FILE_PROBLEMS[code] ? `${path}: ${FILE_PROBLEMS[code]}` : undefined;
}

function usageError(message: string, entry: CommandEntry | undefined, known: OptionNames | undefined, args: string[]): UsageError {
  const [, choice = '', given = '', choices = ''] = /Argument: (\S+), Given: "(.*)", Choices: (.*)$/m.exec(message) ?? [];
  if (choice) {
    const all = choices.split(', ').map((one) => one.replace(/"/g, ''));
    return new UsageError(`unknown ${choice} "${given}"${didYouMean(given, all)} (${all.join(', ')})`);
  }
  if (message.startsWith('Not enough non-option arguments') && entry) return new UsageError(`something is missing: akslab ${entry.usage}`);

  const argument = /^Unknown arguments?: (.*)$/.exec(message)?.[1]?.split(', ')[0];
  if (argument === undefined) return new UsageError(message.replace(/^[A-Z]/, (letter) => letter.toLowerCase()));
  // yargs names options without their hyphens, and camel-cased ones twice.
  const hyphens = args.map((arg) => /^(--?)(?:no-)?([^=]+)/.exec(arg)).find((found) => found?.[2] === argument)?.[1] ?? '';
  const names = Object.keys(known?.getOptions().key ?? {}).filter((name) => !/[A-Z]/.test(name));
  return unknown(
    entry ? 'option or argument' : 'command',
    hyphens + argument,
    names.map((name) => (hyphens && name.length > 1 ? '--' : '') + name),
  );
}

function unknown(what: string, given: string, all: string[]): UsageError {
  return new UsageError(`unknown ${what} "${given}"${didYouMean(given, all)}`);
}

function didYouMean(given: string, all: string[]): string {
  const meant = nearest(given, all);
  return meant ? `. Did you mean "${meant}"?` : '.';
}

const nameOf = (entry: CommandEntry) => entry.usage.split(' ')[0]!;
const helpFor = ([name]: string[]) => (COMMANDS.some((entry) => nameOf(entry) === name) ? `${name} --help` : '--help');
