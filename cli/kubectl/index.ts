/**
 * kubectl 1.20.2, as a function of arguments, terminal and lab.
 *
 * @example await kubectl(['get', 'psp'], terminal, lab)
 */
import type { Program, Lab } from '../shared/lab.ts';
import type { Terminal } from '../shared/terminal.ts';
import { createClient } from './client/client.ts';
import { createMapper } from './client/mapper.ts';
import { helpText } from './cobra/help.ts';
import { firstArgument, FlagError, HelpWanted, parseFlags } from './cobra/pflag.ts';
import { suggestions } from './cobra/suggest.ts';
import type { Command, Flag, Flags } from './cobra/types.ts';
import { COMMANDS, rootHelp } from './commands/index.ts';
import type { Context } from './context.ts';
import { errorMessage, KubectlError, SilentExit } from './errors.ts';
import { GLOBAL_FLAGS } from './globals.ts';
import { connect, kubeconfigPath, loadKubeconfig } from './kubeconfig.ts';

export const kubectl: Program = async (args, terminal, lab) => {
  const found = await find(args);
  if ('unknown' in found) {
    terminal.stderr.write(unknownCommand(found.unknown));
    return 1;
  }
  const { command, path, rest } = found;
  const flags = [...(command.flags ?? []), ...GLOBAL_FLAGS.filter((g) => !command.flags?.some((f) => f.name === g.name))];
  let parsed;
  try {
    parsed = parseFlags(rest, flags.map((f) => withoutTakenShorthand(f, command)));
  } catch (error) {
    if (error instanceof HelpWanted) {
      terminal.stdout.write(path === 'kubectl' ? rootHelp() : helpText(path, command, command.commands ?? []));
      return 0;
    }
    if (!(error instanceof FlagError)) throw error;
    terminal.stderr.write(`Error: ${error.message}\nSee '${path} --help' for usage.\n`);
    return 1;
  }
  if (path === 'kubectl' && !parsed.args.length) {
    terminal.stdout.write(rootHelp());
    return 0;
  }
  const missing = (command.flags ?? []).filter((f) => f.required && !parsed.flags.changed(f.name)).map((f) => quotedName(f));
  if (missing.length) {
    terminal.stderr.write(`Error: required flag(s) ${missing.join(', ')} not set\n`);
    return 1;
  }
  return run(command, contextFor(path, parsed.flags, terminal, lab), parsed.args, parsed.flags);
};

async function run(command: Command, context: Context & { warned: boolean }, args: string[], flags: Flags): Promise<number> {
  try {
    if (!command.run) return groupHelp(command, context, args);
    const code = (await command.run(context, args, flags)) ?? 0;
    if (code === 0 && context.warned && flags.bool('warnings-as-errors')) {
      context.err('error: 1 warning received\n');
      return 1;
    }
    return code;
  } catch (error) {
    if (context.terminal.signal.aborted) return 130;
    if (!(error instanceof KubectlError)) throw error;
    const text = errorMessage(error, context.path);
    if (text) context.err(`${text}\n`);
    if (!(error instanceof SilentExit)) await hintAfter(error, context);
    return error.exitCode;
  }
}

/** A group of commands by itself prints its help; an argument that is no command of it is refused. */
function groupHelp(command: Command, context: Context, args: string[]): number {
  if (args.length) {
    context.err(`error: unknown command "${args.join(' ')}"\nSee '${context.path} -h' for help and examples\n`);
    return 1;
  }
  context.out(helpText(context.path, command, command.commands ?? []));
  return 0;
}

interface Found {
  command: Command;
  path: string;
  rest: string[];
}

/** Descends from the root to the command that the arguments name, as cobra does. */
async function find(args: readonly string[]): Promise<Found | { unknown: string }> {
  let command: Command = { name: 'kubectl', short: '', commands: COMMANDS, flags: [] };
  let path = 'kubectl';
  let rest = [...args];
  for (;;) {
    const entries = command.commands;
    if (!entries) return { command, path, rest };
    const at = firstArgument(rest, [...(command.flags ?? []), ...GLOBAL_FLAGS]);
    if (at < 0) return { command, path, rest };
    const entry = entries.find((e) => e.name === rest[at] || e.aliases?.includes(rest[at]!));
    if (!entry) return path === 'kubectl' ? { unknown: rest[at]! } : { command, path, rest };
    command = await entry.load();
    path = `${path} ${command.name}`;
    rest = rest.filter((_, i) => i !== at);
  }
}

function unknownCommand(word: string): string {
  const near = suggestions(word, COMMANDS.filter((c) => !c.hidden));
  const meant = near.length ? `\n\nDid you mean this?\n${near.map((n) => `\t${n}\n`).join('')}` : '\n';
  return `Error: unknown command "${word}" for "kubectl"${meant}\nRun 'kubectl --help' for usage.\n`.replace(/\n\n\nRun/, "\n\nRun");
}

/** A command's own shorthand hides a global one (`-s`, `-v`). */
function withoutTakenShorthand(flag: Flag, command: Command): Flag {
  const own = command.flags ?? [];
  return flag.short && !own.includes(flag) && own.some((f) => f.short === flag.short) ? { ...flag, short: undefined } : flag;
}

const quotedName = (flag: Flag): string => `"${flag.name}"`;

function contextFor(path: string, flags: Flags, terminal: Terminal, lab: Lab): Context & { warned: boolean } {
  const explicit = flags.string('kubeconfig');
  const file = kubeconfigPath(explicit, terminal.env, lab.home);
  const connection = () =>
    connect(
      loadKubeconfig(file, terminal, explicit !== ''),
      {
        context: flags.string('context'),
        cluster: flags.string('cluster'),
        user: flags.string('user'),
        server: flags.string('server'),
        token: flags.string('token'),
        namespace: flags.string('namespace'),
        as: flags.string('as'),
        asGroups: flags.list('as-group'),
        clientCertificate: flags.string('client-certificate'),
      },
      terminal,
    );
  const said = new Set<string>();
  const client = createClient({
    lab,
    connection,
    userAgent: `${path.replace(/ .*/, '')}/v1.20.2 (linux/amd64) kubernetes/faecb19`,
    warn(text) {
      if (said.has(text)) return;
      said.add(text);
      context.warned = true;
      terminal.stderr.write(`${warningLabel(terminal)} ${text}\n`);
    },
  });
  const context: Context & { warned: boolean } = {
    terminal,
    lab,
    client,
    mapper: createMapper(client),
    path,
    kubeconfig: { path: file, explicit: explicit !== '' },
    globals: flags,
    out: (text) => terminal.stdout.write(text),
    err: (text) => terminal.stderr.write(text),
    hint: (text) => void (terminal.env.AKSLAB_HINTS === '1' && terminal.stderr.write(`hint: ${text}\n`)),
    warned: false,
  };
  return context;
}

/** Yellow where stderr is a terminal that is not dumb. */
const warningLabel = ({ stderr, env }: Terminal): string => (stderr.isTTY && env.TERM !== 'dumb' && env.NO_COLOR === undefined ? '\x1b[33;1mWarning:\x1b[0m' : 'Warning:');

/** What a trainee may want to know after a refusal; only with AKSLAB_HINTS=1. */
async function hintAfter(error: KubectlError, context: Context): Promise<void> {
  if (context.terminal.env.AKSLAB_HINTS !== '1') return;
  const { hintFor } = await import('./hints.ts');
  const hint = hintFor(error);
  if (hint) context.hint(hint);
}

