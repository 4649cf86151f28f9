import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { objectNamed, podsOf, podsSelected } from '../client/pods.ts';
import { CliError, isNotFound, UsageError } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';
import { SELECTOR_FLAG } from '../mutate.ts';

export default {
  usage: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER] [options]',
  about: "Shows what a container has written. akslab's containers write a small simulated log.",
  examples: [
    ['Of a pod', 'kubectl logs web'],
    ['Of the container that ran before', 'kubectl logs -p -c ruby web'],
    ['The last lines, and those to come', 'kubectl logs --tail=20 -f deploy/web'],
  ],
  flags: [
    SELECTOR_FLAG,
    { name: 'all-containers', type: 'bool', usage: 'All containers of the pods.' },
    { name: 'container', short: 'c', type: 'string', usage: 'Which container.' },
    { name: 'follow', short: 'f', type: 'bool', usage: 'Goes on as more is written.' },
    { name: 'ignore-errors', type: 'bool', usage: 'With -f: goes on where a log cannot be read.' },
    { name: 'insecure-skip-tls-verify-backend', type: 'bool', usage: 'Accepted: no connection is made that could be verified.' },
    { name: 'limit-bytes', type: 'int', usage: 'No more than so many bytes.' },
    { name: 'max-log-requests', type: 'int', default: 5, usage: 'With -l and -f: how many logs may be followed at once.' },
    { name: 'pod-running-timeout', type: 'duration', default: 20_000, usage: 'How long to wait for a pod that runs.' },
    { name: 'prefix', type: 'bool', usage: 'Puts pod and container before each line.' },
    { name: 'previous', short: 'p', type: 'bool', usage: 'The log of the container that ran before this one.' },
    { name: 'since', type: 'duration', usage: 'Only what is newer, such as 5m.' },
    { name: 'since-time', type: 'string', usage: 'Only what is newer than a time in RFC 3339.' },
    { name: 'tail', type: 'int', default: -1, usage: 'Only the last lines; -1: all, or ten with -l.' },
    { name: 'timestamps', type: 'bool', usage: 'Puts the time before each line.' },
  ],
  run,
} satisfies Command;

const USAGE = "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command";
/** How many lines of each of several logs. */
const SELECTED_TAIL = 10;

interface Source {
  pod: KubeObject;
  /** None: the server chooses, or says that it cannot. */
  container?: string;
}

async function run(context: CommandContext): Promise<void> {
  const { flags } = context;
  const { name, container } = targetOf(context);
  checkOptions(context);
  const sources = (await podsMeant(context, name)).flatMap((pod) => sourcesOf(context, pod, container));
  if (!sources.length) return context.err(`No resources found in ${context.config.namespace().name} namespace.\n`);
  if (flags.bool('follow') && sources.length > flags.number('max-log-requests')) {
    throw new CliError(
      `you are attempting to follow ${sources.length} log streams, but maximum allowed concurrency is ${flags.number('max-log-requests')}, use --max-log-requests to increase the limit`,
    );
  }
  const printed = new Map<Source, number>();
  for (const source of sources) await show(context, source, printed);
  if (flags.bool('follow')) await follow(context, sources, printed);
}

function targetOf({ args, flags }: CommandContext): { name?: string; container: string } {
  const selector = flags.string('selector');
  const own = flags.string('container');
  if (!args.length && !selector) throw new UsageError(USAGE);
  if (selector) {
    if (args.length) throw new UsageError('only a selector (-l) or a POD name is allowed');
    return { container: own };
  }
  if (args.length > 2) throw new UsageError(USAGE);
  if (args.length === 2 && own) throw new UsageError('only one of -c or an inline [CONTAINER] arg is allowed');
  return { name: args[0], container: args[1] ?? own };
}

function checkOptions({ flags, args }: CommandContext): void {
  if (flags.bool('all-containers') && (flags.string('container') || args.length === 2))
    throw new CliError('--all-containers=true should not be specified with container name ' + (flags.string('container') || args[1]));
  if (flags.string('since-time') && flags.number('since'))
    throw new CliError('at most one of `sinceTime` or `sinceSeconds` may be specified');
  if (flags.string('since-time') && Number.isNaN(Date.parse(flags.string('since-time'))))
    throw new CliError(
      `parsing time ${JSON.stringify(flags.string('since-time'))} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(flags.string('since-time'))} as "2006"`,
    );
  if (flags.changed('limit-bytes') && flags.number('limit-bytes') < 1) throw new CliError('--limit-bytes must be greater than 0');
  if (flags.number('tail') < -1) throw new CliError('--tail must be greater than or equal to -1');
}

async function podsMeant(context: CommandContext, name: string | undefined): Promise<KubeObject[]> {
  if (name === undefined) return podsSelected(context, context.config.namespace().name, context.flags.string('selector'));
  const pods = await podsOf(context, await objectNamed(context, [name]));
  if (pods.length < 2) return pods;
  context.err(`Found ${pods.length} pods, using pod/${pods[0]!.metadata.name}\n`);
  return [pods[0]!];
}

const namesOf = (containers: { name: string }[] = []): string[] => containers.map(({ name }) => name);

/** Containers are looked up here before the server is asked. */
function sourcesOf({ flags }: CommandContext, pod: KubeObject, container: string): Source[] {
  const [init, main, ephemeral] = [pod.spec.initContainers, pod.spec.containers, pod.spec.ephemeralContainers].map(namesOf) as [
    string[],
    string[],
    string[],
  ];
  if (flags.bool('all-containers')) return [...init, ...main, ...ephemeral].map((name) => ({ pod, container: name }));
  const name = pod.metadata.name;
  if (container) {
    if (![...init, ...main, ...ephemeral].includes(container)) throw new CliError(`container ${container} is not valid for pod ${name}`);
    return [{ pod, container }];
  }
  if (main.length < 2) return [{ pod }];
  const others = [
    init.length && ` or one of the init containers: [${init.join(' ')}]`,
    ephemeral.length && ` or one of the ephemeral containers: [${ephemeral.join(' ')}]`,
  ];
  throw new CliError(
    `a container name must be specified for pod ${name}, choose one of: [${main.join(' ')}]${others.filter(Boolean).join('')}`,
  );
}

async function show(context: CommandContext, source: Source, printed: Map<Source, number>): Promise<void> {
  const { flags } = context;
  const tail = flags.changed('tail') || !flags.string('selector') ? flags.number('tail') : SELECTED_TAIL;
  const whole = await readLog(context, source, {});
  const text = needsServer(context, tail)
    ? await readLog(context, source, {
        tailLines: tail >= 0 ? tail : undefined,
        limitBytes: flags.number('limit-bytes') || undefined,
        sinceSeconds: Math.ceil(flags.number('since') / 1000) || undefined,
        sinceTime: flags.string('since-time'),
      })
    : whole;
  printed.set(source, whole.length);
  write(context, source, text);
}

const needsServer = ({ flags }: CommandContext, tail: number): boolean =>
  tail >= 0 || ['limit-bytes', 'since', 'since-time'].some((name) => flags.changed(name));

async function readLog(
  context: CommandContext,
  { pod, container }: Source,
  query: Record<string, string | number | undefined>,
): Promise<string> {
  const { flags } = context;
  const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}/log`;
  const { body } = await context
    .client()
    .request('GET', path, { query: { container, previous: flags.bool('previous'), timestamps: flags.bool('timestamps'), ...query } });
  return typeof body === 'string' ? body : '';
}

function write({ flags, out }: CommandContext, { pod, container }: Source, text: string): void {
  if (!flags.bool('prefix')) return out(text);
  const prefix = `[pod/${pod.metadata.name}/${container ?? pod.spec.containers[0].name}] `;
  out(text.replace(/^(?=.)/gm, prefix));
}

/** Prints what each log gains, until the pods have ended or are gone. */
async function follow(context: CommandContext, sources: Source[], printed: Map<Source, number>): Promise<void> {
  const { lab, terminal, flags } = context;
  const path = (pod: KubeObject) => `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}`;
  for (let open = sources; open.length;) {
    const still: Source[] = [];
    for (const source of open) {
      try {
        const pod = await context.client().object('GET', path(source.pod));
        const text = await readLog(context, source, {});
        write(context, source, text.slice(printed.get(source)));
        printed.set(source, text.length);
        if (pod.status?.phase === 'Running' && isRunning(pod, source.container)) still.push(source);
      } catch (error) {
        // A log ends with its pod.
        if (!isNotFound(error) && !flags.bool('ignore-errors')) throw error;
      }
    }
    open = still;
    if (open.length) await lab.change({ signal: terminal.signal });
  }
}

const isRunning = ({ status }: KubeObject, container: string | undefined): boolean =>
  [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])].some(
    (one: { name: string; state?: { running?: object } }) => (container === undefined || one.name === container) && one.state?.running,
  );
