import { AzError } from '../../errors.ts';
import { poolView } from '../../models/container-service.ts';
import type { Context, Row } from '../../types.ts';
import { GROUP, NO_WAIT, TAGS, YES, arranged, command, list, number, required, tagsOf, value, words } from '../define.ts';
import { checkLabels, checkPoolName, checkVersion } from './checks.ts';
import { POOL_ADD_OPTIONS, POOL_UPGRADE_OPTIONS } from './known-options.ts';
import { isPreview } from './options.ts';
import { aksPaths } from './paths.ts';

const CLUSTER_NAME = required('--cluster-name', 'cluster', 'Name of the cluster.');
const POOL = required('--nodepool-name --name -n', 'name', 'Name of the node pool.', { check: checkPoolName });

const poolRow = (pool: any): Row => ({
  Name: pool.name,
  OsType: pool.osType,
  KubernetesVersion: pool.orchestratorVersion,
  VmSize: pool.vmSize,
  Count: pool.count,
  MaxPods: pool.maxPods,
  ProvisioningState: pool.provisioningState,
  Mode: pool.mode,
});

export const NODEPOOL_COMMANDS = [
  command('aks nodepool list', 'List the node pools of a cluster.', {
    arguments: [GROUP, CLUSTER_NAME],
    table: (pools: any[]): Row[] => pools.map(poolRow),
    run: async (context) => (await context.arm.list(pathOf(context))).map((pool) => poolView(pool, isPreview(context))),
  }),
  command('aks nodepool show', 'Show a node pool.', {
    arguments: [GROUP, CLUSTER_NAME, POOL],
    table: poolRow,
    run: async (context) => poolView(await context.arm.get(pathOf(context, context.values.name)), isPreview(context)),
  }),
  command('aks nodepool add', 'Add a node pool to a cluster.', {
    arguments: arranged(POOL_ADD_OPTIONS, [
      GROUP,
      CLUSTER_NAME,
      POOL,
      number('--node-count -c', 'nodeCount', 'Number of nodes.', { default: 3 }),
      value('--kubernetes-version -k', 'version', "Version of Kubernetes; without it the cluster's.", { default: '', check: checkVersion }),
      value('--node-vm-size -s', 'vmSize', 'Size of the nodes.', { default: 'Standard_DS2_v2' }),
      value('--mode', 'mode', 'What the pool is for.', { choices: ['System', 'User'], default: 'User' }),
      number('--node-osdisk-size', 'diskSize', "Size of the nodes' disks in GB.", { default: 0 }),
      number('--max-pods -m', 'maxPods', 'Most pods a node runs.', { default: 0 }),
      words('--labels', 'labels', 'Labels of its nodes, key=value.', { check: checkLabels }),
      list('--zones -z', 'zones', 'Availability zones.', { choices: ['1', '2', '3'] }),
      TAGS,
      NO_WAIT,
    ]),
    run: add,
  }),
  command('aks nodepool scale', 'Change the number of nodes of a pool.', {
    arguments: [GROUP, CLUSTER_NAME, POOL, number('--node-count -c', 'nodeCount', 'Number of nodes.', { default: 3 }), NO_WAIT],
    run: (context) =>
      change(context, (pool) => {
        if (pool.count === context.values.nodeCount) throw new AzError('The new node count is the same as the current node count.');
        return { count: context.values.nodeCount };
      }),
  }),
  command('aks nodepool upgrade', 'Upgrade a node pool.', {
    arguments: arranged(POOL_UPGRADE_OPTIONS, [
      GROUP,
      CLUSTER_NAME,
      POOL,
      value('--kubernetes-version -k', 'version', 'The version.', { default: '', check: checkVersion }),
      YES,
      NO_WAIT,
    ]),
    run: (context) => change(context, () => ({ orchestratorVersion: context.values.version })),
  }),
  command('aks nodepool delete', 'Delete a node pool.', {
    arguments: [GROUP, CLUSTER_NAME, POOL, NO_WAIT],
    async run(context) {
      const { arm, values } = context;
      const pools = await arm.list(pathOf(context));
      if (!pools.some((pool) => pool.name.toLowerCase() === values.name.toLowerCase()))
        throw new AzError(`Node pool ${values.name} doesnt exist, use 'aks nodepool list' to get current node pool list`);
      const answer = await arm.send('DELETE', pathOf(context, values.name));
      if (!values.noWait) await arm.finish(answer);
      return undefined;
    },
  }),
];

const pathOf = (context: Context, pool?: string) =>
  aksPaths(context.arm, isPreview(context)).below(
    context.values.group,
    context.values.cluster,
    `agentPools${pool === undefined ? '' : `/${encodeURIComponent(pool)}`}`,
  );

async function add(context: Context) {
  const { arm, values } = context;
  const pools = await arm.list(pathOf(context));
  if (pools.some((pool) => pool.name === values.name))
    throw new AzError(
      `Node pool ${values.name} already exists, please try a different name, use 'aks nodepool list' to get current list of node pool`,
    );
  const properties = {
    count: values.nodeCount,
    vmSize: values.vmSize,
    osDiskSizeGB: values.diskSize,
    ...(values.maxPods && { maxPods: values.maxPods }),
    osType: 'Linux',
    type: 'VirtualMachineScaleSets',
    mode: values.mode,
    orchestratorVersion: values.version,
    upgradeSettings: {},
    ...(values.zones && { availabilityZones: values.zones }),
    ...(values.labels && { nodeLabels: tagsOf(values.labels) }),
    ...(values.tags && { tags: tagsOf(values.tags) }),
  };
  return put(context, { properties });
}

async function change(context: Context, changeOf: (pool: any) => object) {
  const pool = await context.arm.get(pathOf(context, context.values.name));
  return put(context, { ...pool, properties: { ...pool.properties, ...changeOf(pool.properties) } });
}

async function put(context: Context, body: any) {
  const pool = await context.arm.put(pathOf(context, context.values.name), body, context.values.noWait);
  return pool && poolView(pool, isPreview(context));
}
