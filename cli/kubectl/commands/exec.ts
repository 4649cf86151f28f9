import type { ExecOutcome } from '../../../core/kubernetes/apiserver/server.ts';
import { attachablePod, objectNamed } from '../client/pods.ts';
import { CliError, UsageError } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';

export default {
  usage: '(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
  about:
    "Runs a program in a container. akslab's containers have a small fixed shell (id, whoami, ls, cat, env and a few more), enough to see as whom a pod runs and what it may do.",
  examples: [
    ['As whom a pod runs', 'kubectl exec web -- id'],
    ['Another container', 'kubectl exec web -c sidecar -- cat /proc/1/status'],
    ['A shell', 'kubectl exec -it web -- sh'],
  ],
  flags: [
    { name: 'container', short: 'c', type: 'string', usage: 'Which container; the first unless said.' },
    { name: 'filename', short: 'f', type: 'strings', usage: 'A file that names the pod.' },
    { name: 'pod-running-timeout', type: 'duration', default: 60_000, usage: 'How long to wait for a pod that runs.' },
    { name: 'quiet', short: 'q', type: 'bool', usage: "Only the program's own output." },
    { name: 'stdin', short: 'i', type: 'bool', usage: 'Hands stdin on to the program.' },
    { name: 'tty', short: 't', type: 'bool', usage: 'Stdin is a terminal.' },
  ],
  run,
} satisfies Command;

const USAGE =
  "expected 'exec (POD | TYPE/NAME) COMMAND [ARG1] [ARG2] ... [ARGN]'.\nPOD or TYPE/NAME and COMMAND are required arguments for the exec command";
const SHELLS = /^(\/bin\/)?(sh|bash|ash)$/;

async function run(context: CommandContext): Promise<number> {
  const { args, flags, dashAt } = context;
  if (flags.list('filename').length) throw new CliError('akslab does not simulate exec --filename yet');
  if (!args.length || dashAt === 0) throw new UsageError(USAGE);
  const [target, ...command] = args as [string, ...string[]];
  if (dashAt > 1) throw new UsageError(USAGE);
  if (dashAt < 0 && command.length && !flags.bool('quiet')) {
    context.err(
      'kubectl exec [POD] [COMMAND] is DEPRECATED and will be removed in a future version. Use kubectl exec [POD] -- [COMMAND] instead.\n',
    );
  }
  if (!command.length) throw new CliError('you must specify at least one command for the container');
  const pod = await attachablePod(context, await objectNamed(context, [target]));
  const { phase } = pod.status ?? {};
  if (phase === 'Succeeded' || phase === 'Failed')
    throw new CliError(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  const container = flags.string('container') || defaultContainer(context, pod);
  const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}/exec`;
  const ask = (words: readonly string[]) => execute(context, path, container, words);
  if (flags.bool('stdin') && command.length === 1 && SHELLS.test(command[0]!)) return shell(context, command[0]!, ask);
  return show(context, await ask(command));
}

function defaultContainer(
  context: CommandContext,
  { metadata, spec }: { metadata: { name?: string; namespace?: string }; spec?: any },
): string {
  const [first, ...more] = spec.containers as { name: string }[];
  if (more.length && !context.flags.bool('quiet')) {
    context.err(
      `Defaulting container name to ${first!.name}.\nUse 'kubectl describe pod/${metadata.name} -n ${metadata.namespace}' to see all of the containers in this pod.\n`,
    );
  }
  return first!.name;
}

async function execute(context: CommandContext, path: string, container: string, words: readonly string[]): Promise<ExecOutcome> {
  const { flags } = context;
  const query = [
    `container=${encodeURIComponent(container)}`,
    ...words.map((word) => `command=${encodeURIComponent(word)}`),
    'stdout=true',
    'stderr=true',
    ...(flags.bool('stdin') ? ['stdin=true'] : []),
    ...(flags.bool('tty') ? ['tty=true'] : []),
  ];
  const { body } = await context.client().request('POST', `${path}?${query.join('&')}`);
  return body as unknown as ExecOutcome;
}

function show(context: CommandContext, { stdout, stderr, exitCode }: ExecOutcome): number {
  context.out(stdout);
  context.err(stderr);
  if (exitCode) context.err(`command terminated with exit code ${exitCode}\n`);
  return exitCode;
}

/** A shell that reads its script line by line; nothing is kept from one line to the next. */
async function shell(context: CommandContext, program: string, ask: (words: readonly string[]) => Promise<ExecOutcome>): Promise<number> {
  const { stdin, stdout } = context.terminal;
  const isTerminal = context.flags.bool('tty') && stdin.isTTY;
  if (context.flags.bool('tty') && !stdin.isTTY && !context.flags.bool('quiet'))
    context.err('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  let exitCode = 0;
  for (;;) {
    if (isTerminal) stdout.write('/ $ ');
    const line = await stdin.readLine();
    const words = line?.trim();
    if (words === undefined || words === 'exit' || /^exit \d+$/.test(words)) {
      if (words?.startsWith('exit ')) exitCode = Number(words.slice(5)) & 255;
      break;
    }
    if (!words) continue;
    const outcome = await ask([program, '-c', words]);
    context.out(outcome.stdout);
    context.err(outcome.stderr);
    exitCode = outcome.exitCode;
  }
  if (exitCode) context.err(`command terminated with exit code ${exitCode}\n`);
  return exitCode;
}
