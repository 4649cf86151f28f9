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
    const { exitCode, message } = error as Partial<CommandError>;
    if (exitCode === undefined) throw error;
    terminal.stderr.write(`akslab: ${message}\n${exitCode === 2 ? `See "akslab ${helpFor(args)}".\n` : ''}`);
    return exitCode;
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
  const parser = await parserFor(entry, terminal);
  let shown = false;
  const run = entry && (await entry.load()).default.run;
  const parsed = await parser.parseAsync(args.length === 0 ? ['--help'] : args, {}, (_error: unknown, _args: unknown, output: string) => {
    if (output) terminal.stdout.write(`${output}\n`);
    shown = output !== '';
  });
  if (shown || completes || !run) return 0;
  return run(parsed, { terminal, lab });
}

/** A parser that knows all commands by name, and one of them in full. */
async function parserFor(entry: CommandEntry | undefined, terminal: Terminal) {
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
      throw error ?? usageError(message, entry, known);
    });
  for (const one of COMMANDS) {
    const command: AkslabCommand | undefined = one === entry ? (await one.load()).default : undefined;
    parser.command(one.usage, one.summary, (builder) => {
      if (!command) return builder;
      for (const [line, does] of command.examples) builder.example(line, does);
      if (command.more) builder.epilogue(command.more);
      known = builder as OptionNames;
      return (command.options?.(builder) ?? builder).usage(`${one.summary}\n\nUsage: akslab ${one.usage} [options]`);
    });
  }
  return parser;
}

/** What yargs has, and its types have not. */
type OptionNames = Argv & { getOptions(): { key: Record<string, unknown> } };

function usageError(message: string, entry: CommandEntry | undefined, known: OptionNames | undefined): UsageError {
  const argument = /^Unknown arguments?: (.*)$/.exec(message)?.[1]?.split(', ')[0];
  if (argument === undefined) return new UsageError(message.replace(/^[A-Z]/, (letter) => letter.toLowerCase()));
  return unknown(entry ? 'option or argument' : 'command', argument, Object.keys(known?.getOptions().key ?? {}));
}

function unknown(what: string, given: string, all: string[]): UsageError {
  const meant = nearest(given, all);
  return new UsageError(`unknown ${what} "${given}".${meant ? ` Did you mean "${meant}"?` : ''}`);
}

const nameOf = (entry: CommandEntry) => entry.usage.split(' ')[0]!;
const helpFor = ([name]: string[]) => (COMMANDS.some((entry) => nameOf(entry) === name) ? `${name} --help` : '--help');
