import { addResourceGroups, flatten, project, type Field, type Model } from './model.ts';

/** Models of azure-mgmt-containerservice: 2022-11-01, which az itself uses, and 2022-11-02-preview, which aks-preview does. */

const UPGRADE_SETTINGS: Field = ['upgradeSettings', ['maxSurge']];
const POWER: Field = ['powerState', ['code']];

const POOL: Model = [
  'availabilityZones',
  'count',
  'creationData',
  'currentOrchestratorVersion',
  'enableAutoScaling',
  'enableEncryptionAtHost',
  'enableFips=enableFIPS',
  'enableNodePublicIp=enableNodePublicIP',
  'enableUltraSsd=enableUltraSSD',
  'gpuInstanceProfile',
  'hostGroupId=hostGroupID',
  'kubeletConfig',
  'kubeletDiskType',
  'linuxOsConfig=linuxOSConfig',
  'maxCount',
  'maxPods',
  'minCount',
  'mode',
  'name',
  'nodeImageVersion',
  'nodeLabels',
  'nodePublicIpPrefixId=nodePublicIPPrefixID',
  'nodeTaints',
  'orchestratorVersion',
  'osDiskSizeGb=osDiskSizeGB',
  'osDiskType',
  'osSku=osSKU',
  'osType',
  'podSubnetId=podSubnetID',
  POWER,
  'provisioningState',
  'proximityPlacementGroupId=proximityPlacementGroupID',
  'scaleDownMode',
  'scaleSetEvictionPolicy',
  'scaleSetPriority',
  'spotMaxPrice',
  'tags',
  'type',
  UPGRADE_SETTINGS,
  'vmSize',
  'vnetSubnetId=vnetSubnetID',
  'workloadRuntime',
];

const POOL_PREVIEW: Model = [
  ...POOL,
  'capacityReservationGroupId=capacityReservationGroupID',
  'enableCustomCaTrust=enableCustomCATrust',
  'messageOfTheDay',
  'windowsProfile',
  ['networkProfile', ['allowedHostPorts', 'applicationSecurityGroups', 'nodePublicIpTags=nodePublicIPTags']],
];

const LOAD_BALANCER: Model = [
  'allocatedOutboundPorts',
  'backendPoolType',
  'effectiveOutboundIPs',
  'enableMultipleStandardLoadBalancers',
  'idleTimeoutInMinutes',
  ['managedOutboundIPs', ['count', 'countIpv6=countIPv6']],
  'outboundIPs',
  'outboundIpPrefixes=outboundIPPrefixes',
];
const NETWORK: Model = [
  'dnsServiceIp=dnsServiceIP',
  'dockerBridgeCidr',
  'ipFamilies',
  ['loadBalancerProfile', LOAD_BALANCER],
  'loadBalancerSku',
  'natGatewayProfile',
  'networkMode',
  'networkPlugin',
  'networkPolicy',
  'outboundType',
  'podCidr',
  'podCidrs',
  'serviceCidr',
  'serviceCidrs',
];
const STORAGE: Model = [
  ['blobCsiDriver=blobCSIDriver', ['enabled']],
  ['diskCsiDriver=diskCSIDriver', ['enabled', 'version']],
  ['fileCsiDriver=fileCSIDriver', ['enabled']],
  ['snapshotController', ['enabled']],
];

/** In the order of the SDK's attributes, which a table under --query shows. */
const common = (pool: Model, network: Model, security: Model, autoscaler: Model): Model => [
  'id',
  'name',
  'type',
  'systemData',
  'tags',
  'location',
  ['sku', ['name', 'tier']],
  'extendedLocation',
  ['identity', ['principalId', 'tenantId', 'type', 'userAssignedIdentities']],
  'provisioningState',
  POWER,
  'maxAgentPools',
  'kubernetesVersion',
  'currentKubernetesVersion',
  'dnsPrefix',
  'fqdnSubdomain',
  'fqdn',
  'privateFqdn=privateFQDN',
  'azurePortalFqdn=azurePortalFQDN',
  ['agentPoolProfiles', pool],
  'linuxProfile',
  'windowsProfile',
  ['servicePrincipalProfile', ['clientId', 'secret']],
  ['addonProfiles', { each: ['config', 'enabled', 'identity'] }],
  'podIdentityProfile',
  ['oidcIssuerProfile', ['enabled', 'issuerUrl=issuerURL']],
  'nodeResourceGroup',
  'enableRbac=enableRBAC',
  'enablePodSecurityPolicy',
  ['networkProfile', network],
  'aadProfile',
  ['autoUpgradeProfile', ['upgradeChannel']],
  'autoScalerProfile',
  [
    'apiServerAccessProfile',
    [
      'authorizedIpRanges=authorizedIPRanges',
      'disableRunCommand',
      'enablePrivateCluster',
      'enablePrivateClusterPublicFqdn=enablePrivateClusterPublicFQDN',
      'privateDnsZone=privateDNSZone',
    ],
  ],
  'diskEncryptionSetId=diskEncryptionSetID',
  ['identityProfile', { each: ['clientId', 'objectId', 'resourceId'] }],
  'privateLinkResources',
  'disableLocalAccounts',
  'httpProxyConfig',
  ['securityProfile', security],
  ['storageProfile', STORAGE],
  'publicNetworkAccess',
  ['workloadAutoScalerProfile', autoscaler],
];

const CLUSTER = common(POOL, NETWORK, ['azureKeyVaultKms', 'defender'], ['keda']);
const CLUSTER_PREVIEW: Model = [
  ...common(
    POOL_PREVIEW,
    [...NETWORK, 'ebpfDataplane', 'kubeProxyConfig', 'networkPluginMode'],
    [
      'azureKeyVaultKms',
      'customCaTrustCertificates=customCATrustCertificates',
      'defender',
      'imageCleaner',
      'nodeRestriction',
      'workloadIdentity',
    ],
    ['keda', 'verticalPodAutoscaler'],
  ),
  'azureMonitorProfile',
  'creationData',
  'enableNamespaceResources',
  'guardrailsProfile',
  'ingressProfile',
  'nodeResourceGroupProfile',
];

/** A managed cluster as create, update and scale print it. */
export const clusterView = (wire: any, preview: boolean): any =>
  addResourceGroups(project(flatten(wire), preview ? CLUSTER_PREVIEW : CLUSTER));

/** A managed cluster as show and list print it: without some of its nulls (acs `_remove_nulls`). */
export function leanClusterView(wire: any, preview: boolean): any {
  const view = clusterView(wire, preview);
  dropNulls(view, ['tags']);
  if (view.servicePrincipalProfile) dropNulls(view.servicePrincipalProfile, ['secret']);
  for (const pool of view.agentPoolProfiles ?? []) dropNulls(pool, ['osDiskSizeGb', 'vnetSubnetId']);
  return view;
}

function dropNulls(object: any, names: string[]): void {
  for (const name of names) if (object[name] === null) delete object[name];
}

/** A node pool as a resource of its own. */
export function poolView({ id, name, type, properties }: any, preview: boolean): any {
  const { type: kind, ...rest } = project(properties, preview ? POOL_PREVIEW : POOL);
  return addResourceGroups({ ...rest, id, name, type, typePropertiesType: kind });
}

export const versionsView = (wire: any): any => {
  const profile: Model = ['isPreview', 'orchestratorType', 'orchestratorVersion'];
  const orchestrators = project(wire.properties.orchestrators, ['default', ...profile, ['upgrades', profile]]);
  return { id: wire.id, name: wire.name, orchestrators, type: wire.type };
};

export const upgradesView = (wire: any): any => {
  const profile: Model = ['kubernetesVersion', 'name', 'osType', ['upgrades', ['isPreview', 'kubernetesVersion']]];
  return addResourceGroups(
    project(flatten(wire), ['id', 'name', 'type', ['controlPlaneProfile', profile], ['agentPoolProfiles', profile]]),
  );
};
