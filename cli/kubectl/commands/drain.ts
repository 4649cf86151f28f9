import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { grouped, verdictOn, type DrainOptions } from '../drain/filters.ts';
import { cordon, NODE_FLAGS, nodeLine, nodesOf } from '../drain/nodes.ts';
import { asError, CliError, isNotFound, reduceErrors, StatusError } from '../frame/errors.ts';
import type { Command, CommandContext } from '../frame/types.ts';
import { dryRunOf, outcome, writeQuery } from '../mutate.ts';

export default {
  usage: 'NODE [options]',
  about: 'Empties a node: keeps new pods from it, then evicts those that run there, as far as disruption budgets allow.',
  examples: [
    ['A node, but for the pods of daemon sets', 'kubectl drain aks-nodepool1-12345678-vmss000000 --ignore-daemonsets'],
    ['Pods that nobody will make again too', 'kubectl drain aks-nodepool1-12345678-vmss000000 --force'],
  ],
  flags: [
    ...NODE_FLAGS,
    { name: 'delete-emptydir-data', type: 'bool', usage: 'Goes on where pods have emptyDir volumes, whose contents go with them.' },
    {
      name: 'delete-local-data',
      type: 'bool',
      usage: 'The older name of --delete-emptydir-data.',
      deprecated: 'This option is deprecated and will be deleted. Use --delete-emptydir-data.',
    },
    { name: 'disable-eviction', type: 'bool', usage: 'Deletes instead of evicting, which disruption budgets cannot refuse.' },
    { name: 'force', type: 'bool', usage: 'Goes on where pods have no controller that would make them again.' },
    { name: 'grace-period', type: 'int', default: -1, usage: 'Seconds of grace; negative: what each pod says.' },
    { name: 'ignore-daemonsets', type: 'bool', usage: 'Leaves the pods of daemon sets where they are.' },
    { name: 'pod-selector', type: 'string', usage: 'Only pods with these labels.' },
    { name: 'skip-wait-for-delete-timeout', type: 'int', usage: 'Does not wait for pods whose deletion began more seconds ago.' },
    { name: 'timeout', type: 'duration', usage: 'When to give up; 0: never.' },
  ],
  run,
} satisfies Command;

const RETRY = 5000;

async function run(context: CommandContext): Promise<void> {
  const nodes = await nodesOf(context, 'drain NODE');
  const dryRun = dryRunOf(context);
  await cordon(context, nodes, true);
  for (const [i, node] of nodes.entries()) {
    try {
      await emptyNode(context, node.name);
      context.out(nodeLine(node, 'drained', dryRun));
    } catch (error) {
      context.err(`error: unable to drain node ${JSON.stringify(node.name)}, aborting command...\n\n`);
      context.err(
        `There are pending nodes to be drained:\n${nodes
          .slice(i)
          .map(({ name }) => ` ${name}\n`)
          .join('')}`,
      );
      throw error;
    }
  }
}

async function emptyNode(context: CommandContext, node: string): Promise<void> {
  const dryRun = dryRunOf(context);
  const judged = await judgePods(context, node);
  const errors = grouped(judged, 'error').map((text) => new CliError(`cannot delete ${text}`));
  if (errors.length) throw reduceErrors(errors)!;
  const warnings = grouped(judged, 'warning');
  if (warnings.length) context.err(`WARNING: ${warnings.join('; ')}\n`);
  const pods = judged.filter(({ verdict }) => verdict.takes).map(({ pod }) => pod);
  if (dryRun === 'client') {
    for (const pod of pods) context.out(`${verb(context, 'ing')} pod ${nameOf(pod)} (dry run)\n`);
    return;
  }
  try {
    await takeAway(context, pods);
  } catch (error) {
    const pending = (await judgePods(context, node)).filter(({ verdict }) => verdict.takes);
    if (pending.length) {
      context.err(`There are pending pods in node ${JSON.stringify(node)} when an error occurred: ${asError(error).message}\n`);
      for (const { pod } of pending) context.err(`pod/${pod.metadata.name}\n`);
    }
    throw error;
  }
}

const verb = ({ flags }: CommandContext, ending: 'ing' | 'ed'): string => (flags.bool('disable-eviction') ? 'delet' : 'evict') + ending;
const nameOf = ({ metadata }: KubeObject): string => `${metadata.namespace}/${metadata.name}`;

async function judgePods(context: CommandContext, node: string) {
  const { flags } = context;
  const client = context.client();
  const list = await client.object('GET', '/api/v1/pods', {
    query: { labelSelector: flags.string('pod-selector'), fieldSelector: `spec.nodeName=${node}` },
  });
  const options: DrainOptions = {
    force: flags.bool('force'),
    ignoreDaemonSets: flags.bool('ignore-daemonsets'),
    deleteEmptyDirData: flags.bool('delete-emptydir-data') || flags.bool('delete-local-data'),
    daemonSet: (namespace, name) => client.object('GET', `/apis/apps/v1/namespaces/${namespace}/daemonsets/${name}`),
  };
  return Promise.all((list.items as KubeObject[]).map(async (pod) => ({ pod, verdict: await verdictOn(pod, options) })));
}

/** Takes pods away, one by one; those that a budget holds back are tried again every five seconds. */
async function takeAway(context: CommandContext, pods: KubeObject[]): Promise<void> {
  const { lab, terminal, flags } = context;
  const until = flags.number('timeout') ? lab.clock.now() + flags.number('timeout') : undefined;
  for (let waiting = pods; ;) {
    const refused: KubeObject[] = [];
    for (const pod of waiting) if (!(await takeOne(context, pod))) refused.push(pod);
    await waitUntilGone(
      context,
      waiting.filter((pod) => !refused.includes(pod)),
      until,
    );
    if (!refused.length) return;
    waiting = refused;
    const again = lab.clock.now() + RETRY;
    while (lab.clock.now() < again) {
      if (until !== undefined && lab.clock.now() >= until) throw timedOut(flags.number('timeout'));
      await lab.change({ until: Math.min(again, until ?? again), signal: terminal.signal });
    }
  }
}

const timedOut = (milliseconds: number): CliError => new CliError(`drain did not complete within ${milliseconds / 1000}s`);

/** False where it must be tried again. */
async function takeOne(context: CommandContext, pod: KubeObject): Promise<boolean> {
  const { flags } = context;
  const { name, namespace } = pod.metadata;
  const dryRun = dryRunOf(context);
  const grace = flags.number('grace-period');
  const deleteOptions = { apiVersion: 'v1', kind: 'DeleteOptions', ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}) };
  const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
  context.out(`${outcome(`${verb(context, 'ing')} pod ${nameOf(pod)}`, dryRun)}\n`);
  try {
    const query = writeQuery(dryRun);
    if (flags.bool('disable-eviction')) await context.client().request('DELETE', path, { query, body: deleteOptions });
    else
      await context.client().request('POST', `${path}/eviction`, {
        query,
        body: { apiVersion: 'policy/v1beta1', kind: 'Eviction', metadata: { name: name!, namespace: namespace! }, deleteOptions },
      });
    return true;
  } catch (error) {
    if (isNotFound(error)) return true;
    const failed = `error when ${verb(context, 'ing')} pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}`;
    if (!(error instanceof StatusError) || error.reason !== 'TooManyRequests') throw new CliError(`${failed}: ${asError(error).message}`);
    context.err(`${failed} (will retry after 5s): ${error.message}\n`);
    return false;
  }
}

async function waitUntilGone(context: CommandContext, pods: KubeObject[], until: number | undefined): Promise<void> {
  const { lab, terminal, flags } = context;
  const dryRun = dryRunOf(context);
  const longGone = flags.number('skip-wait-for-delete-timeout') * 1000;
  for (const pod of dryRun === 'none' ? pods : []) {
    for (let now = await find(context, pod); now; now = await find(context, pod)) {
      if (longGone && now.metadata.deletionTimestamp && lab.clock.now() - Date.parse(now.metadata.deletionTimestamp) > longGone) break;
      if (until !== undefined && lab.clock.now() >= until) throw timedOut(flags.number('timeout'));
      await lab.change({ until, signal: terminal.signal });
    }
    context.out(`pod/${pod.metadata.name} ${verb(context, 'ed')}\n`);
  }
}

async function find(context: CommandContext, { metadata }: KubeObject): Promise<KubeObject | undefined> {
  try {
    const pod = await context.client().object('GET', `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`);
    return pod.metadata.uid === metadata.uid ? pod : undefined;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
