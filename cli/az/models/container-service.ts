import { Crash } from '../errors.ts';
import { addResourceGroups, flatten, project, type Field, type Model } from './model.ts';

/** Models of azure-mgmt-containerservice: 2022-11-01, which az itself uses, and 2022-11-02-preview, which aks-preview does. */

/** Models in the order of the SDK's attributes, which a table under --query shows; `preview` are the fields that only the preview has. */
const inOrder = (fields: readonly Field[], preview: readonly Field[]) => ({
  core: fields.filter((field) => !preview.includes(field)),
  preview: fields,
});

const POOL_NETWORK: Field = ['networkProfile', ['nodePublicIpTags=nodePublicIPTags', 'allowedHostPorts', 'applicationSecurityGroups']];
const POOL = inOrder(
  [
    'count',
    'vmSize',
    'osDiskSizeGb=osDiskSizeGB',
    'osDiskType',
    'kubeletDiskType',
    'workloadRuntime',
    'messageOfTheDay',
    'vnetSubnetId=vnetSubnetID',
    'podSubnetId=podSubnetID',
    'maxPods',
    'osType',
    'osSku=osSKU',
    'maxCount',
    'minCount',
    'enableAutoScaling',
    'scaleDownMode',
    'type',
    'mode',
    'orchestratorVersion',
    'currentOrchestratorVersion',
    'nodeImageVersion',
    ['upgradeSettings', ['maxSurge']],
    'provisioningState',
    ['powerState', ['code']],
    'availabilityZones',
    'enableNodePublicIp=enableNodePublicIP',
    'enableCustomCaTrust=enableCustomCATrust',
    'nodePublicIpPrefixId=nodePublicIPPrefixID',
    'scaleSetPriority',
    'scaleSetEvictionPolicy',
    'spotMaxPrice',
    'tags',
    'nodeLabels',
    'nodeTaints',
    'proximityPlacementGroupId=proximityPlacementGroupID',
    'kubeletConfig',
    'linuxOsConfig=linuxOSConfig',
    'enableEncryptionAtHost',
    'enableUltraSsd=enableUltraSSD',
    'enableFips=enableFIPS',
    'gpuInstanceProfile',
    'creationData',
    'capacityReservationGroupId=capacityReservationGroupID',
    'hostGroupId=hostGroupID',
    POOL_NETWORK,
    'windowsProfile',
    'name',
  ],
  [
    'messageOfTheDay',
    'enableCustomCaTrust=enableCustomCATrust',
    'capacityReservationGroupId=capacityReservationGroupID',
    POOL_NETWORK,
    'windowsProfile',
  ],
);

const LOAD_BALANCER = inOrder(
  [
    ['managedOutboundIPs', ['count', 'countIpv6=countIPv6']],
    'outboundIpPrefixes=outboundIPPrefixes',
    'outboundIPs',
    'effectiveOutboundIPs',
    'allocatedOutboundPorts',
    'idleTimeoutInMinutes',
    'enableMultipleStandardLoadBalancers',
    'backendPoolType',
  ],
  ['backendPoolType'],
);
const network = (loadBalancer: Model) =>
  inOrder(
    [
      'networkPlugin',
      'networkPluginMode',
      'networkPolicy',
      'networkMode',
      'ebpfDataplane',
      'podCidr',
      'serviceCidr',
      'dnsServiceIp=dnsServiceIP',
      'dockerBridgeCidr',
      'outboundType',
      'loadBalancerSku',
      ['loadBalancerProfile', loadBalancer],
      'natGatewayProfile',
      'podCidrs',
      'serviceCidrs',
      'ipFamilies',
      'kubeProxyConfig',
    ],
    ['networkPluginMode', 'ebpfDataplane', 'kubeProxyConfig'],
  );
const DISK_DRIVER = inOrder(['enabled', 'version'], ['version']);
const storage = (diskDriver: Model): Model => [
  ['diskCsiDriver=diskCSIDriver', diskDriver],
  ['fileCsiDriver=fileCSIDriver', ['enabled']],
  ['snapshotController', ['enabled']],
  ['blobCsiDriver=blobCSIDriver', ['enabled']],
];
const SECURITY = inOrder(
  [
    'defender',
    'azureKeyVaultKms',
    'workloadIdentity',
    'imageCleaner',
    'nodeRestriction',
    'customCaTrustCertificates=customCATrustCertificates',
  ],
  ['workloadIdentity', 'imageCleaner', 'nodeRestriction', 'customCaTrustCertificates=customCATrustCertificates'],
);
const AUTOSCALER = inOrder(['keda', 'verticalPodAutoscaler'], ['verticalPodAutoscaler']);

const CLUSTER_ADDED = [
  'creationData',
  'nodeResourceGroupProfile',
  'enableNamespaceResources',
  'ingressProfile',
  'azureMonitorProfile',
  'guardrailsProfile',
] as const;
const cluster = (api: 'core' | 'preview') =>
  inOrder(
    [
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
      ['powerState', ['code']],
      'creationData',
      'maxAgentPools',
      'kubernetesVersion',
      'currentKubernetesVersion',
      'dnsPrefix',
      'fqdnSubdomain',
      'fqdn',
      'privateFqdn=privateFQDN',
      'azurePortalFqdn=azurePortalFQDN',
      ['agentPoolProfiles', POOL[api]],
      'linuxProfile',
      'windowsProfile',
      ['servicePrincipalProfile', ['clientId', 'secret']],
      ['addonProfiles', { each: ['enabled', 'config', 'identity'] }],
      'podIdentityProfile',
      ['oidcIssuerProfile', ['issuerUrl=issuerURL', 'enabled']],
      'nodeResourceGroup',
      'nodeResourceGroupProfile',
      'enableRbac=enableRBAC',
      'enablePodSecurityPolicy',
      'enableNamespaceResources',
      ['networkProfile', network(LOAD_BALANCER[api])[api]],
      'aadProfile',
      ['autoUpgradeProfile', ['upgradeChannel']],
      'autoScalerProfile',
      [
        'apiServerAccessProfile',
        [
          'authorizedIpRanges=authorizedIPRanges',
          'enablePrivateCluster',
          'privateDnsZone=privateDNSZone',
          'enablePrivateClusterPublicFqdn=enablePrivateClusterPublicFQDN',
          'disableRunCommand',
        ],
      ],
      'diskEncryptionSetId=diskEncryptionSetID',
      ['identityProfile', { each: ['resourceId', 'clientId', 'objectId'] }],
      'privateLinkResources',
      'disableLocalAccounts',
      'httpProxyConfig',
      ['securityProfile', SECURITY[api]],
      ['storageProfile', storage(DISK_DRIVER[api])],
      'ingressProfile',
      'publicNetworkAccess',
      ['workloadAutoScalerProfile', AUTOSCALER[api]],
      'azureMonitorProfile',
      'guardrailsProfile',
    ],
    CLUSTER_ADDED,
  )[api];

const CLUSTER = { core: cluster('core'), preview: cluster('preview') };

/** A managed cluster as create, update and scale print it. */
export const clusterView = (wire: any, preview: boolean): any =>
  addResourceGroups(project(flatten(wire), preview ? CLUSTER.preview : CLUSTER.core));

/** A managed cluster as show and list print it: without some of its nulls (acs `_remove_nulls`). */
export function leanClusterView(wire: any, preview: boolean): any {
  const view = clusterView(wire, preview);
  // What an empty name asks for is the list.
  if (!view.servicePrincipalProfile) throw new Crash("'NoneType' object has no attribute 'secret'");
  dropNulls(view, ['tags']);
  dropNulls(view.servicePrincipalProfile, ['secret']);
  for (const pool of view.agentPoolProfiles ?? []) dropNulls(pool, ['osDiskSizeGb', 'vnetSubnetId']);
  return view;
}

function dropNulls(object: any, names: string[]): void {
  for (const name of names) if (object[name] === null) delete object[name];
}

/** A node pool as a resource of its own. */
export function poolView({ id, name, type, properties }: any, preview: boolean): any {
  const { name: _, ...fields } = project(properties, preview ? POOL.preview : POOL.core);
  const renamed = Object.entries(fields).map(([key, value]) => [key === 'type' ? 'typePropertiesType' : key, value]);
  return addResourceGroups({ id, name, type, ...Object.fromEntries(renamed) });
}

export const versionsView = (wire: any): any => {
  const upgrade: Model = ['orchestratorType', 'orchestratorVersion', 'isPreview'];
  const version: Model = ['orchestratorType', 'orchestratorVersion', 'default', 'isPreview', ['upgrades', upgrade]];
  return { id: wire.id, name: wire.name, type: wire.type, orchestrators: project(wire.properties.orchestrators, version) };
};

export const upgradesView = (wire: any): any => {
  const profile: Model = ['kubernetesVersion', 'name', 'osType', ['upgrades', ['kubernetesVersion', 'isPreview']]];
  return addResourceGroups(
    project(flatten(wire), ['id', 'name', 'type', ['controlPlaneProfile', profile], ['agentPoolProfiles', profile]]),
  );
};
