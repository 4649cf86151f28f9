import type { Random } from '../../random.ts';
import { uuid } from '../../random.ts';
import { SUBSCRIPTION_ID, TENANT_ID } from '../data/account.ts';
import { TYPE, type AgentPool, type ClusterRecord, type ManagedCluster } from './records.ts';

const NODE_IMAGE = 'AKSUbuntu-1804gen2containerd-2022.12.19';
const DEFAULT_DISK_GB = 128;
const DEFAULT_VM_SIZE = 'Standard_DS2_v2';
const MAX_PODS = 110;
const MAX_POOLS = 100;

/** What a client sends; all of it optional, whatever its type says. */
export type Asked = Record<string, any>;

/** A pool with what the service fills in. `orchestratorVersion` must be settled before. */
export function agentPool(asked: Asked, version: string, provisioningState: string): AgentPool {
  return {
    ...copyOf(asked, ['availabilityZones', 'nodeLabels', 'tags', 'vnetSubnetID', 'maxCount', 'minCount']),
    ...(asked.nodeTaints?.length && { nodeTaints: asked.nodeTaints }),
    name: asked.name,
    count: asked.count ?? 1,
    vmSize: asked.vmSize || DEFAULT_VM_SIZE,
    osDiskSizeGB: asked.osDiskSizeGB || DEFAULT_DISK_GB,
    osDiskType: asked.osDiskType ?? 'Managed',
    kubeletDiskType: 'OS',
    workloadRuntime: 'OCIContainer',
    maxPods: asked.maxPods || MAX_PODS,
    type: 'VirtualMachineScaleSets',
    enableAutoScaling: asked.enableAutoScaling ?? false,
    provisioningState,
    powerState: { code: 'Running' },
    orchestratorVersion: version,
    currentOrchestratorVersion: version,
    enableNodePublicIP: asked.enableNodePublicIP ?? false,
    enableCustomCATrust: false,
    mode: asked.mode === 'User' ? 'User' : 'System',
    enableEncryptionAtHost: asked.enableEncryptionAtHost ?? false,
    enableUltraSSD: asked.enableUltraSSD ?? false,
    osType: asked.osType ?? 'Linux',
    osSKU: asked.osSKU ?? 'Ubuntu',
    nodeImageVersion: NODE_IMAGE,
    upgradeSettings: asked.upgradeSettings ?? {},
    enableFIPS: asked.enableFIPS ?? false,
    networkProfile: {},
  };
}

/** A new cluster as the service makes it of what was asked; versions and pools are checked and settled already. */
export function newCluster(random: Random, group: string, name: string, location: string, version: string, asked: Asked): ClusterRecord {
  const properties: Asked = asked.properties ?? {};
  const dnsPrefix: string = properties.dnsPrefix || name;
  const id = `${dnsPrefix.toLowerCase()}-${hex(random, 8)}`;
  const nodeResourceGroup: string = properties.nodeResourceGroup || `MC_${group}_${name}_${location}`;
  const zone = `hcp.${location}.azmk8s.io`;
  const network = networkProfile(properties.networkProfile ?? {}, nodeResourceGroup, uuid(random));
  const nodes = `/subscriptions/${SUBSCRIPTION_ID}/resourcegroups/${nodeResourceGroup}`;
  const body: ManagedCluster = {
    id: `/subscriptions/${SUBSCRIPTION_ID}/resourcegroups/${group}/providers/${TYPE}/${name}`,
    location,
    name,
    ...(asked.tags && { tags: asked.tags }),
    type: 'Microsoft.ContainerService/ManagedClusters',
    properties: {
      provisioningState: 'Creating',
      powerState: { code: 'Running' },
      kubernetesVersion: version,
      currentKubernetesVersion: version,
      dnsPrefix,
      fqdn: `${id}.${zone}`,
      azurePortalFQDN: `${id}.portal.${zone}`,
      agentPoolProfiles: properties.agentPoolProfiles,
      ...copyOf(properties, ['linuxProfile', 'windowsProfile', 'autoUpgradeProfile', 'apiServerAccessProfile']),
      servicePrincipalProfile: { clientId: properties.servicePrincipalProfile?.clientId ?? 'msi' },
      addonProfiles: properties.addonProfiles ?? {},
      nodeResourceGroup,
      enableRBAC: properties.enableRBAC ?? true,
      enablePodSecurityPolicy: properties.enablePodSecurityPolicy ?? false,
      networkProfile: network,
      maxAgentPools: MAX_POOLS,
      identityProfile: {
        kubeletidentity: {
          resourceId: `${nodes}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}-agentpool`,
          clientId: uuid(random),
          objectId: uuid(random),
        },
      },
      disableLocalAccounts: properties.disableLocalAccounts ?? false,
      securityProfile: {},
      storageProfile: {
        diskCSIDriver: { enabled: true, version: 'v1' },
        fileCSIDriver: { enabled: true },
        snapshotController: { enabled: true },
      },
      oidcIssuerProfile: { enabled: false },
      workloadAutoScalerProfile: {},
    },
    identity: { type: 'SystemAssigned', principalId: uuid(random), tenantId: TENANT_ID },
    sku: { name: 'Basic', tier: 'Free' },
  };
  return { id, group, nodeSuffix: digits(random, 8), body };
}

function networkProfile(asked: Asked, nodeResourceGroup: string, address: string): Asked {
  const podCidr = asked.networkPlugin === 'azure' ? undefined : (asked.podCidr ?? '10.244.0.0/16');
  const serviceCidr = asked.serviceCidr ?? '10.0.0.0/16';
  return {
    networkPlugin: asked.networkPlugin ?? 'kubenet',
    ...copyOf(asked, ['networkPolicy']),
    loadBalancerSku: 'Standard',
    loadBalancerProfile: {
      managedOutboundIPs: { count: 1 },
      effectiveOutboundIPs: [
        {
          id: `/subscriptions/${SUBSCRIPTION_ID}/resourceGroups/${nodeResourceGroup}/providers/Microsoft.Network/publicIPAddresses/${address}`,
        },
      ],
      backendPoolType: 'nodeIPConfiguration',
    },
    ...(podCidr && { podCidr }),
    serviceCidr,
    dnsServiceIP: asked.dnsServiceIP ?? '10.0.0.10',
    dockerBridgeCidr: asked.dockerBridgeCidr ?? '172.17.0.1/16',
    outboundType: asked.outboundType ?? 'loadBalancer',
    ...(podCidr && { podCidrs: [podCidr] }),
    serviceCidrs: [serviceCidr],
    ipFamilies: ['IPv4'],
  };
}

const copyOf = (from: Asked, names: string[]): Asked =>
  Object.fromEntries(names.filter((name) => from[name] != null).map((name) => [name, from[name]]));

/** `length` lower-case hexadecimal digits. */
export const hex = (random: Random, length: number): string => Array.from({ length }, () => random.below(16).toString(16)).join('');
const digits = (random: Random, length: number): string =>
  Array.from({ length }, (_, i) => String(i === 0 ? 1 + random.below(9) : random.below(10))).join('');
