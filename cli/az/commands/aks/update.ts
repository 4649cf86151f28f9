import { AzError, messages } from '../../errors.ts';
import { clusterView } from '../../models/container-service.ts';
import { yesOrNo } from '../../prompt.ts';
import type { Context } from '../../types.ts';
import { GROUP, NO_WAIT, YES, arranged, command, flag, number, tagsOf, value } from '../define.ts';
import { checkPoolName, checkVersion } from './checks.ts';
import { UPGRADE_OPTIONS } from './known-options.ts';
import { CLUSTER, UPDATE_ARGUMENTS, isPreview } from './options.ts';
import { aksPaths } from './paths.ts';

export const UPDATE_COMMANDS = [
  command('aks update', 'Change a managed Kubernetes cluster.', {
    arguments: UPDATE_ARGUMENTS,
    examples: [
      {
        title: 'Change the tags of a cluster',
        command: 'az aks update --resource-group myResourceGroup --name myAKSCluster --tags env=training',
      },
    ],
    run: update,
  }),
  command('aks scale', 'Change the number of nodes of a pool.', {
    arguments: [
      GROUP,
      CLUSTER,
      { ...number('--node-count -c', 'nodeCount', 'Number of nodes.'), required: true },
      value('--nodepool-name', 'poolName', 'The pool; needed where there are several.', { default: '', check: checkPoolName }),
      NO_WAIT,
    ],
    examples: [{ title: 'Three nodes', command: 'az aks scale --resource-group myResourceGroup --name myAKSCluster --node-count 3' }],
    run: scale,
  }),
  command('aks upgrade', 'Upgrade a cluster to a newer version of Kubernetes.', {
    arguments: arranged(UPGRADE_OPTIONS, [
      GROUP,
      CLUSTER,
      value('--kubernetes-version -k', 'version', 'The version. `az aks get-upgrades` lists where the cluster may go.', {
        default: '',
        check: checkVersion,
      }),
      flag('--control-plane-only', 'controlPlaneOnly', 'Leave the node pools as they are.'),
      NO_WAIT,
      YES,
    ]),
    run: upgrade,
  }),
];

/** Pairs of options that exclude each other. */
const EXCLUSIVE = [
  ['disableLocalAccounts', 'enableLocalAccounts', '--disable-local-accounts', '--enable-local-accounts'],
  ['enablePsp', 'disablePsp', '--enable-pod-security-policy', '--disable-pod-security-policy'],
] as const;

async function update(context: Context) {
  const {
    values,
    terminal,
    command: { arguments: known },
  } = context;
  const tags = values.tags && tagsOf(values.tags);
  const asked =
    Object.keys(tags ?? {}).length > 0 ||
    ['enableLocalAccounts', 'disableLocalAccounts', 'channel', 'enablePsp', 'disablePsp'].some((name) => values[name] !== undefined);
  if (!asked && !values.yes && !(await yesOrNo(terminal, messages.aks.reconcile, 'n'))) {
    const options = known.filter((one) => !one.required).map((one) => `"${one.options[0]}"`);
    throw new AzError(messages.aks.specifyOne(options.join(' or ')));
  }
  const cluster = await read(context);
  for (const [one, other, option, otherOption] of EXCLUSIVE)
    if (values[one] && values[other]) throw new AzError(messages.mutuallyExclusive(option, otherOption));
  return write(context, {
    ...cluster,
    ...(tags && { tags }),
    properties: {
      ...cluster.properties,
      ...(values.disableLocalAccounts && { disableLocalAccounts: true }),
      ...(values.enableLocalAccounts && { disableLocalAccounts: false }),
      ...(values.channel && { autoUpgradeProfile: { upgradeChannel: values.channel } }),
      ...(values.enablePsp && { enablePodSecurityPolicy: true }),
      ...(values.disablePsp && { enablePodSecurityPolicy: false }),
    },
  });
}

async function scale(context: Context) {
  const { values } = context;
  const cluster = await read(context);
  const pools = cluster.properties.agentPoolProfiles as any[];
  if (pools.length > 1 && !values.poolName) throw new AzError(messages.aks.severalPools);
  const chosen = pools.find((pool) => !values.poolName || pool.name === values.poolName);
  if (!chosen) throw new AzError(messages.aks.unknownPool(values.poolName));
  return write(
    context,
    withPools(
      cluster,
      pools.map((pool) => (pool === chosen ? { ...pool, count: values.nodeCount } : pool)),
    ),
  );
}

async function upgrade(context: Context) {
  const { values, terminal, log } = context;
  if (!values.yes && !(await yesOrNo(terminal, messages.aks.upgradeWarning, 'n'))) return undefined;
  const cluster = await read(context);
  const { kubernetesVersion, provisioningState, agentPoolProfiles } = cluster.properties;
  const { version } = values;
  if ((version === kubernetesVersion || version === '') && provisioningState === 'Succeeded')
    log.warning(messages.aks.sameVersion(kubernetesVersion));
  const question = values.controlPlaneOnly ? messages.aks.upgradeControlPlane(version) : messages.aks.upgradeAll(version);
  if (!values.yes && !(await yesOrNo(terminal, question, 'n'))) return undefined;
  const pools = values.controlPlaneOnly
    ? agentPoolProfiles
    : agentPoolProfiles.map((pool: any) => ({ ...pool, orchestratorVersion: version }));
  const upgraded = withPools(cluster, pools);
  return write(context, { ...upgraded, properties: { ...upgraded.properties, kubernetesVersion: version } });
}

const withPools = (cluster: any, agentPoolProfiles: any[]) => ({ ...cluster, properties: { ...cluster.properties, agentPoolProfiles } });

const pathOf = (context: Context) => aksPaths(context.arm, isPreview(context)).cluster(context.values.group, context.values.name);
const read = (context: Context): Promise<any> => context.arm.get(pathOf(context));

async function write(context: Context, cluster: any) {
  const changed = await context.arm.put(pathOf(context), cluster, context.values.noWait);
  return changed && clusterView(changed, isPreview(context));
}
