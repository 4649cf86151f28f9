import { AKS_PREVIEW } from '../../extensions.ts';
import type { Argument, Context } from '../../types.ts';
import { NO_WAIT, TAGS, YES, arranged, flag, list, number, required, value, words } from '../define.ts';
import {
  checkClusterName,
  checkDnsPrefix,
  checkLabels,
  checkNetworkPolicy,
  checkPoolName,
  checkVersion,
  checkVmSetType,
} from './checks.ts';
import { CREATE_OPTIONS, UPDATE_OPTIONS } from './known-options.ts';

export const CLUSTER = required('--name -n', 'name', 'Name of the managed cluster.');
export const VERSION_OPTION = value(
  '--kubernetes-version -k',
  'version',
  'Kubernetes version, `1.20.2` or `1.20`. `az aks get-versions` lists them.',
  { default: '', check: checkVersion },
);
export const NODE_COUNT = number('--node-count -c', 'nodeCount', 'Number of nodes.', { default: 3 });

const CHANNELS = ['rapid', 'stable', 'patch', 'node-image', 'none'];

export const CREATE_ARGUMENTS: Argument[] = arranged(CREATE_OPTIONS, [
  required('--resource-group -g', 'group', 'Name of the resource group. `az configure --defaults group=<name>` sets a default.', {
    configured: 'group',
  }),
  { ...CLUSTER, check: checkClusterName },
  value('--location -l', 'location', "Region; without it the group's.", { configured: 'location' }),
  NODE_COUNT,
  VERSION_OPTION,
  value('--node-vm-size -s', 'vmSize', 'Size of the nodes.', { default: 'Standard_DS2_v2' }),
  value('--nodepool-name', 'poolName', 'Name of the first node pool.', { default: 'nodepool1', check: checkPoolName }),
  words('--nodepool-labels', 'poolLabels', 'Labels of its nodes, key=value.', { check: checkLabels }),
  words('--nodepool-tags', 'poolTags', 'Tags of its machines, key=value.'),
  number('--node-osdisk-size', 'diskSize', "Size of the nodes' disks in GB.", { default: 0 }),
  number('--max-pods -m', 'maxPods', 'Most pods a node runs.', { default: 0 }),
  list('--zones -z', 'zones', 'Availability zones.', { choices: ['1', '2', '3'] }),
  value('--dns-name-prefix -p', 'dnsPrefix', 'Start of the host name of the API server.', { check: checkDnsPrefix }),
  value('--admin-username -u', 'adminUsername', 'User of the nodes.', { default: 'azureuser' }),
  value('--ssh-key-value', 'sshKey', 'Public key, or the path of its file.'),
  flag('--generate-ssh-keys', 'generateSshKeys', 'Make a key pair where there is none.'),
  flag('--no-ssh-key -x', 'noSshKey', 'Use no key.'),
  value('--network-plugin', 'networkPlugin', 'Network plugin.', { choices: ['kubenet', 'azure', 'none'] }),
  value('--network-policy', 'networkPolicy', 'Engine of network policies.', { check: checkNetworkPolicy }),
  value('--pod-cidr', 'podCidr', 'Range of the addresses of pods.'),
  value('--service-cidr', 'serviceCidr', 'Range of the addresses of services.'),
  value('--dns-service-ip', 'dnsServiceIp', 'Address of the DNS service.'),
  value('--docker-bridge-address', 'dockerBridge', 'Address of the docker bridge.'),
  value('--load-balancer-sku', 'loadBalancerSku', 'Kind of load balancer.', { choices: ['basic', 'standard'] }),
  value('--outbound-type', 'outboundType', 'How traffic leaves.', {
    choices: ['loadBalancer', 'userDefinedRouting', 'managedNATGateway', 'userAssignedNATGateway'],
  }),
  value('--node-resource-group', 'nodeResourceGroup', 'Name of the group of the nodes.'),
  value('--vm-set-type', 'vmSetType', 'Kind of machine set.', { check: checkVmSetType }),
  value('--auto-upgrade-channel', 'channel', 'Channel of automatic upgrades. Nothing upgrades by itself in the simulation.', {
    choices: CHANNELS,
  }),
  value('--enable-addons -a', 'addons', 'Addons, separated by commas: azure-policy.'),
  flag('--disable-rbac', 'disableRbac', 'Make a cluster without RBAC.'),
  flag('--disable-local-accounts', 'disableLocalAccounts', 'Allow no local accounts.'),
  TAGS,
  YES,
  NO_WAIT,
]);

export const UPDATE_ARGUMENTS: Argument[] = arranged(UPDATE_OPTIONS, [
  required('--resource-group -g', 'group', 'Name of the resource group. `az configure --defaults group=<name>` sets a default.', {
    configured: 'group',
  }),
  CLUSTER,
  flag('--enable-local-accounts', 'enableLocalAccounts', 'Allow local accounts.'),
  flag('--disable-local-accounts', 'disableLocalAccounts', 'Allow no local accounts.'),
  value('--auto-upgrade-channel', 'channel', 'Channel of automatic upgrades. Nothing upgrades by itself in the simulation.', {
    choices: CHANNELS,
  }),
  TAGS,
  YES,
  NO_WAIT,
]);

/** What aks-preview adds (its `_params.py`, as of 0.5.116). */
export const PSP_ENABLE = flag('--enable-pod-security-policy', 'enablePsp', 'Enable pod security policies.', {
  deprecated: true,
  hidden: true,
});
export const PSP_DISABLE = flag('--disable-pod-security-policy', 'disablePsp', 'Disable pod security policies.', { preview: true });

/** Commands that aks-preview replaces: the core ones run, with the preview API. */
const ALTERED = [
  'browse',
  'create',
  'update',
  'get-upgrades',
  'upgrade',
  'scale',
  'delete',
  'show',
  'list',
  'enable-addons',
  'disable-addons',
  'get-credentials',
  'rotate-certs',
  'stop',
  'start',
  'wait',
  'get-versions',
];
export const isAltered = (name: string): boolean => name.startsWith('aks nodepool ') || ALTERED.some((one) => name === `aks ${one}`);

/** Whether the command runs as aks-preview's. */
export const isPreview = ({ command }: Context): boolean => command.alteredBy === AKS_PREVIEW;
