import { AKS_PREVIEW } from '../../extensions.ts';
import type { Argument, Context } from '../../types.ts';
import { NO_WAIT, TAGS, YES, flag, number, required, unsupported, value, words } from '../define.ts';

export const CLUSTER = required('--name -n', 'name', 'Name of the managed cluster.');
export const VERSION_OPTION = value(
  '--kubernetes-version -k',
  'version',
  'Kubernetes version, `1.20.2` or `1.20`. `az aks get-versions` lists them.',
  { default: '' },
);
export const NODE_COUNT = number('--node-count -c', 'nodeCount', 'Number of nodes.', { default: 3 });

const CHANNELS = ['rapid', 'stable', 'patch', 'node-image', 'none'];

/** What both create and update of az 2.45 know besides, without effect in the simulation: refused. */
const SHARED_UNSUPPORTED = unsupported(
  '--aad-admin-group-object-ids --aad-tenant-id --api-server-authorized-ip-ranges --assign-identity --assign-kubelet-identity --attach-acr --azure-keyvault-kms-key-id ' +
    '--azure-keyvault-kms-key-vault-network-access --azure-keyvault-kms-key-vault-resource-id --cluster-autoscaler-profile --defender-config --gmsa-dns-server ' +
    '--gmsa-root-domain-name --http-proxy-config --load-balancer-idle-timeout --load-balancer-managed-outbound-ip-count --load-balancer-managed-outbound-ipv6-count ' +
    '--load-balancer-outbound-ip-prefixes --load-balancer-outbound-ips --load-balancer-outbound-ports --max-count --min-count --nat-gateway-idle-timeout ' +
    '--nat-gateway-managed-outbound-ip-count --private-dns-zone --rotation-poll-interval --snapshot-id --tier --windows-admin-password',
  '--disable-public-fqdn --enable-aad --enable-ahub --enable-azure-keyvault-kms --enable-azure-rbac --enable-blob-driver --enable-cluster-autoscaler --enable-defender ' +
    '--enable-managed-identity --enable-oidc-issuer --enable-secret-rotation --enable-windows-gmsa --uptime-sla',
);

export const CREATE_ARGUMENTS: Argument[] = [
  required('--resource-group -g', 'group', 'Name of the resource group. `az configure --defaults group=<name>` sets a default.', {
    configured: 'group',
  }),
  CLUSTER,
  value('--location -l', 'location', "Region; without it the group's.", { configured: 'location' }),
  NODE_COUNT,
  VERSION_OPTION,
  value('--node-vm-size -s', 'vmSize', 'Size of the nodes.', { default: 'Standard_DS2_v2' }),
  value('--nodepool-name', 'poolName', 'Name of the first node pool.', { default: 'nodepool1' }),
  words('--nodepool-labels', 'poolLabels', 'Labels of its nodes, key=value.'),
  words('--nodepool-tags', 'poolTags', 'Tags of its machines, key=value.'),
  number('--node-osdisk-size', 'diskSize', "Size of the nodes' disks in GB.", { default: 0 }),
  number('--max-pods -m', 'maxPods', 'Most pods a node runs.', { default: 0 }),
  words('--zones -z', 'zones', 'Availability zones.'),
  value('--dns-name-prefix -p', 'dnsPrefix', 'Start of the host name of the API server.'),
  value('--admin-username -u', 'adminUsername', 'User of the nodes.', { default: 'azureuser' }),
  value('--ssh-key-value', 'sshKey', 'Public key, or the path of its file.'),
  flag('--generate-ssh-keys', 'generateSshKeys', 'Make a key pair where there is none.'),
  flag('--no-ssh-key -x', 'noSshKey', 'Use no key.'),
  value('--network-plugin', 'networkPlugin', 'Network plugin.', { choices: ['kubenet', 'azure', 'none'] }),
  value('--network-policy', 'networkPolicy', 'Engine of network policies.'),
  value('--pod-cidr', 'podCidr', 'Range of the addresses of pods.'),
  value('--service-cidr', 'serviceCidr', 'Range of the addresses of services.'),
  value('--dns-service-ip', 'dnsServiceIp', 'Address of the DNS service.'),
  value('--docker-bridge-address', 'dockerBridge', 'Address of the docker bridge.'),
  value('--load-balancer-sku', 'loadBalancerSku', 'Kind of load balancer.', { choices: ['basic', 'standard'] }),
  value('--outbound-type', 'outboundType', 'How traffic leaves.', {
    choices: ['loadBalancer', 'userDefinedRouting', 'managedNATGateway', 'userAssignedNATGateway'],
  }),
  value('--node-resource-group', 'nodeResourceGroup', 'Name of the group of the nodes.'),
  value('--vm-set-type', 'vmSetType', 'Kind of machine set.', { choices: ['VirtualMachineScaleSets'] }),
  value('--auto-upgrade-channel', 'channel', 'Channel of automatic upgrades. Nothing upgrades by itself in the simulation.', {
    choices: CHANNELS,
  }),
  value('--enable-addons -a', 'addons', 'Addons, separated by commas: azure-policy.'),
  flag('--disable-rbac', 'disableRbac', 'Make a cluster without RBAC.'),
  flag('--enable-rbac -r', 'enableRbac', 'Make a cluster with RBAC, which is the default.', { hidden: true }),
  flag('--disable-local-accounts', 'disableLocalAccounts', 'Allow no local accounts.'),
  TAGS,
  YES,
  NO_WAIT,
  ...SHARED_UNSUPPORTED,
  ...unsupported(
    '--appgw-id --appgw-name --appgw-subnet-cidr --appgw-subnet-id --appgw-watch-namespace --client-secret --edge-zone --fqdn-subdomain --gpu-instance-profile --host-group-id ' +
      '--ip-families --kubelet-config --linux-os-config --node-osdisk-diskencryptionset-id --node-osdisk-type --node-public-ip-prefix-id --os-sku --pod-cidrs --pod-subnet-id --ppg ' +
      '--service-cidrs --service-principal --vnet-subnet-id --windows-admin-username --workspace-resource-id',
    '--disable-disk-driver --disable-file-driver --disable-snapshot-controller --enable-encryption-at-host --enable-fips-image --enable-msi-auth-for-monitoring ' +
      '--enable-node-public-ip --enable-private-cluster --enable-sgxquotehelper --enable-ultra-ssd --skip-subnet-role-assignment',
  ),
];

export const UPDATE_ARGUMENTS: Argument[] = [
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
  ...SHARED_UNSUPPORTED,
  ...unsupported(
    '--nodepool-labels --detach-acr --windows-admin-username',
    '--disable-ahub --disable-azure-keyvault-kms --disable-azure-rbac --disable-blob-driver --disable-cluster-autoscaler --disable-defender --disable-disk-driver ' +
      '--disable-file-driver --disable-secret-rotation --disable-snapshot-controller --disable-windows-gmsa --enable-disk-driver --enable-file-driver --enable-public-fqdn ' +
      '--enable-snapshot-controller --no-uptime-sla --update-cluster-autoscaler',
  ),
];

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
