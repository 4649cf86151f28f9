import type { Lab, Program } from '../shared/lab.ts';
import type { Terminal } from '../shared/terminal.ts';
import { createArm } from './arm.ts';
import { catalogue } from './catalogue.ts';
import { printVersion } from './commands/version.ts';
import { ArmFailure, AzError, Crash, HelpRequested, QUERY_DOCS, UsageError, messages } from './errors.ts';
import { openExtensions } from './extensions.ts';
import { helpOf } from './help.ts';
import { hintFor } from './hints.ts';
import { failureOf, noteFailure, type Failure } from './last-failure.ts';
import { createLog, type Log } from './log.ts';
import { formatResult } from './output/index.ts';
import { parse, argumentsOf, type Parsed } from './parser.ts';
import { openProfile } from './profile.ts';
import { Interrupted, confirm } from './prompt.ts';
import type { Node } from './query/ast.ts';
import { evaluate } from './query/evaluate.ts';
import { QueryError } from './query/functions.ts';
import { openSettings, type Settings } from './settings.ts';
import type { Command, Context, Group } from './types.ts';
import { WELCOME } from './welcome.ts';

const EXIT = { failed: 1, usage: 2, notFound: 3 };

/** The Azure CLI, version 2.45.0, over the simulated Azure. */
export const az: Program = async (args, terminal, lab) => {
  let log = createLog(terminal);
  try {
    const settings = openSettings(terminal, lab);
    const noColour = settings.isOn('core', 'no_color');
    const { verbose, quiet } = loudness(args, settings.isOn('core', 'only_show_errors'));
    log = createLog(terminal, { noColour, onlyErrors: quiet, verbose });
    if (args.every((arg) => LOUDNESS.includes(arg))) return welcome(terminal);
    if (args.length === 1 && (args[0] === '--version' || args[0] === '-v')) return printVersion(terminal, lab, log);

    const root = catalogue(
      openExtensions(terminal, lab)
        .list()
        .map((extension) => extension.name),
    );
    const queries = await openQueries(args);
    const parsed = parseArguments(
      root,
      args.map((arg) => expandFile(arg, terminal)),
      settings,
      queries,
      terminal,
      log,
    );
    if (typeof parsed === 'number') return parsed;
    if (parsed.command.kind === 'unsupported') throw new AzError(messages.unsupported(`az ${parsed.command.name}`));
    return await runCommand({ ...parsed, command: parsed.command }, queries, { settings, terminal, lab, log });
  } catch (error) {
    const code = report(error, terminal, log);
    if (error instanceof UsageError || error instanceof AzError || error instanceof ArmFailure) {
      const failure = failureOf(error, args, lab.clock.now());
      noteFailure(terminal.files, lab, failure);
      await giveHint(failure, terminal, lab);
    }
    return code;
  }
};

/** Met before there is a log: so it has no prefix, and az says it twice. */
class LogConflict extends Error {}

const LOUDNESS = ['--debug', '--verbose', '--only-show-errors'];

/** What is logged: knack looks for these options written out in full, before the command line is read. */
function loudness(args: string[], configured: boolean): { verbose: boolean; quiet: boolean } {
  const [debug, verbose, quiet] = LOUDNESS.map((option) => args.includes(option)) as [boolean, boolean, boolean];
  if (quiet && (debug || verbose)) throw new LogConflict(messages.loudAndQuiet);
  return { verbose: debug || verbose, quiet: quiet || (configured && !debug && !verbose) };
}

/** Parses a query; undefined where it is none. */
type Queries = (query: string) => Node | undefined;

/** Loads the parser of queries where the command line may have one. */
async function openQueries(args: string[]): Promise<Queries> {
  if (!args.some((arg) => arg.startsWith('--q'))) return () => undefined;
  return (await import('./query/ast.ts')).parseQuery;
}

/** The parsed command line, or the exit code where help was asked for. A parser error is printed and passed on. */
function parseArguments(root: Group, args: string[], settings: Settings, queries: Queries, terminal: Terminal, log: Log): Parsed | number {
  const checkQuery = (query: string) => {
    if (!queries(query)) throw new UsageError(messages.querySyntax(query));
  };
  const setDefault = (name: string) => settings.get('defaults', name)?.value || undefined;
  try {
    return parse(root, args, { checkQuery, defaults: { group: setDefault('group'), location: setDefault('location') } });
  } catch (error) {
    if (error instanceof HelpRequested) {
      if (error.of.kind === 'command') announce(error.of, [], log);
      terminal.stdout.write(helpOf(error.of));
      return 0;
    }
    if (!(error instanceof UsageError)) throw error;
    log.error(error.message);
    recommend(error, settings, log);
    throw error;
  }
}

/** The words of a command and its options stand out, their values do not. */
function highlighted(line: string): ['plain' | 'action', string][] {
  let options = false;
  return line.split(' ').map((word, i) => {
    options ||= word.startsWith('-');
    const isName = (word.startsWith('-') || !options) && !word.includes('=');
    return [isName ? 'action' : 'plain', i ? ` ${word}` : word];
  });
}

async function runCommand(
  { command, values, given }: Parsed & { command: Command },
  queries: Queries,
  around: Pick<Context, 'settings' | 'terminal' | 'lab' | 'log'>,
): Promise<number> {
  const { settings, terminal, lab, log } = around;
  const started = lab.clock.now();
  announce(command, given, log);
  refuseUnsupported(command, given);
  const profile = openProfile(terminal, lab);
  if (!command.local && values.subscription !== undefined && !profile.has(values.subscription))
    log.warning(messages.strangeSubscription(values.subscription));
  if (command.confirm && !values.yes && !settings.isOn('core', 'disable_confirm_prompt')) await confirm(terminal, log, command.confirm);
  for (const { dest, check } of command.arguments) if (check && values[dest] !== undefined) values[dest] = check(values[dest]);
  const arm = createArm(terminal, lab, log, command.name, given, () => `/subscriptions/${profile.choose(values.subscription).id}`);
  const result = await command.run({ ...around, command, values, given, arm, profile });
  const query = values.query === undefined ? undefined : queries(values.query);
  const shown = query && result !== undefined ? runQuery(query, result) : result;
  const format = (values.output ?? settings.get('core', 'output')?.value ?? 'json').toLowerCase();
  terminal.stdout.write(formatResult(shown, { format, colour: log.colour, queried: query !== undefined, table: command.table }));
  const seconds = ((lab.clock.now() - started) / 1000).toFixed(3);
  log.info(`Command ran in ${seconds} seconds (init: 0.000, invoke: ${seconds})`);
  return 0;
}

function runQuery(query: Node, result: unknown): unknown {
  try {
    return evaluate(query, result);
  } catch (error) {
    if (error instanceof QueryError) throw new AzError(messages.queryFailed(error.message), QUERY_DOCS);
    throw error;
  }
}

/** The warnings that come before a command runs, in knack's order. */
function announce(command: Command, given: string[], log: Log): void {
  const used = argumentsOf(command).filter((argument) => argument.options.some((option) => given.includes(option)));
  for (const argument of used)
    if (argument.deprecated)
      log.deprecation(messages.deprecated(argument.deprecated === true ? `Option '${argument.options[0]}'` : argument.deprecated));
  for (const argument of used) if (argument.preview) log.notice(messages.preview(argument.options[0]!));
  if (command.experimental) log.notice(messages.experimental(command.experimental));
  if (command.alteredBy) log.warning(messages.altered(command.alteredBy));
}

function refuseUnsupported(command: Command, given: string[]): void {
  const refused = command.arguments.find((argument) => argument.unsupported && argument.options.some((option) => given.includes(option)));
  if (refused) throw new AzError(messages.unsupported(`az ${command.name} ${refused.options[0]}`));
}

/** The block of examples and links that follows a parser error. */
function recommend({ message, more }: UsageError, settings: Settings, log: Log): void {
  if (more.didYouMean !== undefined) log.plain(`Did you mean '${more.didYouMean}' ?`);
  const installing = settings.get('extension', 'use_dynamic_install')?.value;
  if (more.unknownGroup && more.didYouMean === undefined && installing === 'no') log.plain(messages.extensionReference);
  if (message.includes('--query')) {
    log.plain(QUERY_DOCS);
    return;
  }
  if (settings.get('core', 'error_recommendation')?.value === 'off') return;
  log.plain('\nExamples from AI knowledge base:');
  for (const { command, title } of more.command?.examples ?? []) {
    log.styled(...highlighted(command));
    log.styled(['secondary', `${title}\n`]);
  }
  log.styled(['link', messages.reference]);
  log.styled(['secondary', messages.readMore]);
}

/** Prints why a command failed, unless that has been done; gives the exit code. */
function report(error: unknown, terminal: Terminal, log: Log): number {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof Interrupted) return EXIT.failed;
  if (error instanceof LogConflict) {
    log.plain(`${error.message}\n${error.message}`);
    return EXIT.failed;
  }
  if (error instanceof Crash) {
    log.error(messages.crash);
    log.error(error.message);
    log.plain(messages.crashAdvice);
    return EXIT.failed;
  }
  if (error instanceof AzError || error instanceof ArmFailure) {
    log.error(error.message);
    if (error instanceof AzError && error.advice !== undefined) log.plain(error.advice);
    return error instanceof ArmFailure && error.status === 404 ? EXIT.notFound : EXIT.failed;
  }
  if (isFileError(error)) {
    log.error(error.message);
    return EXIT.failed;
  }
  if (terminal.signal.aborted) return EXIT.failed;
  throw error;
}

/** A file of az's own, or one named on the command line, that cannot be read or written. */
const isFileError = (error: unknown): error is Error =>
  error instanceof Error && /^E[A-Z]+$/.test((error as Error & { code?: string }).code ?? '');

async function giveHint(failure: Failure, terminal: Terminal, lab: Lab): Promise<void> {
  const hint = terminal.env.AKSLAB_HINTS === '1' ? await hintFor(failure, lab) : undefined;
  if (hint !== undefined) terminal.stderr.write(`hint: ${hint}\n`);
}

function welcome(terminal: Terminal): number {
  terminal.stdout.write(WELCOME);
  return 0;
}

/** `@file`, also after an `=`, stands for what is in the file; where there is none, for itself. */
function expandFile(arg: string, terminal: Terminal): string {
  const [, start, path] = /^((?:-[^=]*=)?)@(.+)$/s.exec(arg) ?? [];
  if (path === undefined || terminal.files.stat(path)?.kind !== 'file') return arg;
  return start + terminal.files.read(path).replace(/\s+$/, '');
}
