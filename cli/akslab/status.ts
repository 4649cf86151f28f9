import { clockSetting, latencySetting } from '../../state/clock.ts';
import type { LabHost } from '../shared/lab-host.ts';
import type { AkslabCommand } from './command.ts';
import { table } from './table.ts';
import { describeClock } from './clock.ts';

interface Args {
  json: boolean;
}

/** A managed cluster, as far as it is shown. */
interface ClusterRow {
  name: string;
  resourceGroup: string;
  kubernetesVersion: string;
  podSecurityPolicy: boolean;
  provisioningState: string;
}

export default {
  options: (yargs) => yargs.option('json', { type: 'boolean', default: false, describe: 'For programs' }),
  examples: [['akslab status', 'clusters, clock and home']],
  async run({ json }, { terminal, lab }) {
    const clusters = await clustersOf(lab);
    const { clock, latency } = await lab.read((store) => ({ clock: clockSetting(store), latency: latencySetting(store) }));
    const inEnvironment = terminal.env.AKSLAB_ENV !== undefined;
    if (json) {
      terminal.stdout.write(
        `${JSON.stringify({ home: lab.home, inEnvironment, now: new Date(lab.clock.now()).toISOString(), clock, latency, clusters }, null, 2)}\n`,
      );
      return 0;
    }
    const about = [
      ['Home:', lab.home],
      ['Shell:', inEnvironment ? "az and kubectl are akslab's here" : 'not an akslab one ("akslab shell" opens one)'],
      ['Clock:', describeClock(clock, lab.clock.now())],
      ['Latency:', latency],
    ];
    terminal.stdout.write(table(about));
    terminal.stdout.write(
      clusters.length === 0 ? '\nNo clusters. "akslab init --article" makes the one of the article.\n' : `\n${clusterTable(clusters)}`,
    );
    return 0;
  },
} satisfies AkslabCommand<Args>;

const clusterTable = (clusters: ClusterRow[]) =>
  table([
    ['CLUSTER', 'RESOURCE GROUP', 'KUBERNETES', 'POD SECURITY POLICY', 'STATE'],
    ...clusters.map((c) => [
      c.name,
      c.resourceGroup,
      c.kubernetesVersion,
      c.podSecurityPolicy ? 'enabled' : 'disabled',
      c.provisioningState,
    ]),
  ]);

async function clustersOf(lab: LabHost): Promise<ClusterRow[]> {
  const subscriptions = await list(lab, '/subscriptions?api-version=2020-01-01');
  const rows: ClusterRow[] = [];
  for (const { subscriptionId } of subscriptions) {
    const path = `/subscriptions/${String(subscriptionId)}/providers/Microsoft.ContainerService/managedClusters?api-version=2022-11-01`;
    for (const { id, name, properties } of await list(lab, path)) {
      const { kubernetesVersion, enablePodSecurityPolicy, provisioningState } = properties;
      rows.push({
        name,
        resourceGroup: /\/resourcegroups\/([^/]+)/i.exec(id)?.[1] ?? '',
        kubernetesVersion,
        podSecurityPolicy: enablePodSecurityPolicy === true,
        provisioningState,
      });
    }
  }
  return rows;
}

async function list(lab: LabHost, path: string): Promise<any[]> {
  const { body } = await lab.arm({ method: 'GET', path });
  return (body as { value?: any[] } | undefined)?.value ?? [];
}
