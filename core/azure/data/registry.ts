/** The resource providers that the subscription knows, with what `az provider show` tells of them. */
export const PROVIDERS = [
  {
    namespace: 'Microsoft.ContainerService',
    authorization: {
      applicationId: '7319c514-987d-4e9b-ac3d-d38c4f427f4c',
      managedByRoleDefinitionId: '9e3af657-a8ff-583c-a75c-2fe7c4bcb635',
      roleDefinitionId: '1b4a0c7f-2217-416f-acfa-cf73452fdc1c',
    },
    resourceTypes: [
      {
        resourceType: 'ManagedClusters',
        locations: ['East US'],
        apiVersions: ['2022-11-01'],
        capabilities: 'SystemAssignedResourceIdentity',
      },
    ],
  },
  {
    namespace: 'Microsoft.PolicyInsights',
    authorization: { applicationId: '1d78a85d-813d-46f0-b496-dd72f50a3ec0', roleDefinitionId: '63d2b225-4c34-4641-8768-21a1f7c68ce8' },
    resourceTypes: [{ resourceType: 'policyStates', locations: [], apiVersions: ['2019-10-01'], capabilities: 'None' }],
  },
] as const;

/** Preview features by namespace, as ARM spells them, in the order in which it lists them. */
export const FEATURES: readonly { namespace: string; name: string }[] = [
  { namespace: 'Microsoft.ContainerService', name: 'PodSecurityPolicyPreview' },
  { namespace: 'Microsoft.ContainerService', name: 'AKS-ExtensionManager' },
];

export const CONTAINER_SERVICE = 'Microsoft.ContainerService';
export const PSP_FEATURE = 'PodSecurityPolicyPreview';

export const findProvider = (namespace: string) => PROVIDERS.find((provider) => same(provider.namespace, namespace));
export const findFeature = (namespace: string, name: string) =>
  FEATURES.find((feature) => same(feature.namespace, namespace) && same(feature.name, name));

/** ARM compares names without regard to case. */
export const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
