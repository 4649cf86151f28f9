import { AzError } from '../../errors.ts';
import { leanClusterView, upgradesView, versionsView } from '../../models/container-service.ts';
import type { Context, Row } from '../../types.ts';
import { GROUP, NO_WAIT, OPTIONAL_GROUP, SURE, YES, command, flag, number, required, unsupported } from '../define.ts';
import { settleLocation } from '../group.ts';
import { CLUSTER, isPreview } from './options.ts';
import { aksPaths } from './paths.ts';

const clusterRow = (cluster: any): Row => ({
  Name: cluster.name,
  Location: cluster.location,
  ResourceGroup: cluster.resourceGroup,
  KubernetesVersion: cluster.kubernetesVersion,
  CurrentKubernetesVersion: cluster.currentKubernetesVersion,
  ProvisioningState: cluster.provisioningState,
  Fqdn: cluster.fqdn ?? cluster.privateFqdn,
});

const joined = (versions: string[]): string => versions.join(', ') || 'None available';

const paths = (context: Context) => aksPaths(context.arm, isPreview(context));
const pathOf = (context: Context) => paths(context).cluster(context.values.group, context.values.name);

/** start and stop: an operation that ends without a result. */
const power = (word: string, summary: string) =>
  command(`aks ${word}`, summary, {
    arguments: [GROUP, CLUSTER, NO_WAIT],
    async run(context) {
      const { arm, values } = context;
      const answer = await arm.send('POST', paths(context).below(values.group, values.name, word));
      if (!values.noWait) await arm.finish(answer);
      return undefined;
    },
  });

export const SHOW_COMMANDS = [
  command('aks show', 'Show a managed Kubernetes cluster.', {
    arguments: [GROUP, CLUSTER],
    table: clusterRow,
    examples: [{ title: 'Show a cluster', command: 'az aks show --resource-group myResourceGroup --name myAKSCluster' }],
    run: async (context) => leanClusterView(await context.arm.get(pathOf(context)), isPreview(context)),
  }),
  command('aks list', 'List managed Kubernetes clusters.', {
    arguments: [OPTIONAL_GROUP],
    table: (clusters: any[]): Row[] => clusters.map(clusterRow),
    run: async (context) =>
      (await context.arm.list(paths(context).all(context.values.group))).map((cluster) => leanClusterView(cluster, isPreview(context))),
  }),
  command('aks delete', 'Delete a managed Kubernetes cluster.', {
    arguments: [GROUP, CLUSTER, NO_WAIT, YES],
    confirm: SURE,
    async run(context) {
      const answer = await context.arm.send('DELETE', pathOf(context));
      if (!context.values.noWait) await context.arm.finish(answer);
      return undefined;
    },
  }),
  power('start', 'Start a stopped cluster.'),
  power('stop', 'Stop a cluster.'),
  command('aks get-versions', 'List the versions of Kubernetes that a region offers.', {
    arguments: [required('--location -l', 'location', 'Region, `eastus`.', { configured: 'location' })],
    table: versionRows,
    run: async (context) =>
      versionsView(await context.arm.get(paths(context).orchestrators(await settleLocation(context.arm, context.values.location)))),
  }),
  command('aks get-upgrades', 'List the versions to which a cluster can be upgraded.', {
    arguments: [GROUP, CLUSTER],
    table: (profile: any): Row => ({
      Name: profile.name,
      ResourceGroup: profile.resourceGroup,
      MasterVersion: profile.controlPlaneProfile.kubernetesVersion ?? 'unknown',
      Upgrades: joined((profile.controlPlaneProfile.upgrades ?? []).map((upgrade: any) => upgrade.kubernetesVersion)),
    }),
    run: async (context) =>
      upgradesView(await context.arm.get(paths(context).below(context.values.group, context.values.name, 'upgradeProfiles/default'))),
  }),
  command('aks wait', 'Wait until a cluster is in a state.', {
    arguments: [
      GROUP,
      CLUSTER,
      flag('--created', 'created', 'Until it is created and its state is Succeeded.', { group: 'Wait Condition Arguments' }),
      flag('--updated', 'updated', 'Until its state is Succeeded.', { group: 'Wait Condition Arguments' }),
      flag('--deleted', 'deleted', 'Until it is gone.', { group: 'Wait Condition Arguments' }),
      flag('--exists', 'exists', 'Until it is there.', { group: 'Wait Condition Arguments' }),
      number('--interval', 'interval', 'Seconds between two looks.', { default: 30, group: 'Wait Condition Arguments' }),
      number('--timeout', 'timeout', 'Seconds after which it gives up.', { default: 3600, group: 'Wait Condition Arguments' }),
      ...unsupported('--custom='),
    ],
    run: wait,
  }),
];

/** Newest first. */
function versionRows(result: any): Row[] {
  const numbers = (version: string) => version.split('.').map(Number);
  const newestFirst = (a: any, b: any) => {
    const [left, right] = [numbers(a.orchestratorVersion), numbers(b.orchestratorVersion)];
    return right[0]! - left[0]! || right[1]! - left[1]! || right[2]! - left[2]!;
  };
  return result.orchestrators.toSorted(newestFirst).map((one: any) => ({
    KubernetesVersion: one.orchestratorVersion + (one.isPreview ? '(preview)' : ''),
    Upgrades: joined((one.upgrades ?? []).map((upgrade: any) => upgrade.orchestratorVersion)),
  }));
}

async function wait(context: Context) {
  const { arm, values, lab, terminal } = context;
  const { created, updated, deleted, exists } = values;
  if (!created && !updated && !deleted && !exists)
    throw new AzError('incorrect usage: --created | --updated | --deleted | --exists | --custom JMESPATH');
  const deadline = lab.clock.now() + values.timeout * 1000;
  while (lab.clock.now() <= deadline) {
    const answer = await arm.raw('GET', pathOf(context));
    const state = (answer.body as any)?.properties?.provisioningState;
    if (answer.code === 404 ? deleted : exists || ((created || updated) && state === 'Succeeded')) return undefined;
    if (state === 'Failed' && (created || updated)) throw new AzError('The operation failed');
    await lab.change({ until: Math.min(lab.clock.now() + values.interval * 1000, deadline + 1), signal: terminal.signal });
  }
  // az makes its error the result: an exception without fields.
  return {};
}
