import { addResourceGroups, project, type Model } from './model.ts';

/** Models of azure-mgmt-resource; their order is that of the SDK's attributes, which a table under --query shows. */
const GROUP: Model = ['id', 'name', 'type', ['properties', ['provisioningState']], 'location', 'managedBy', 'tags'];
const PROVIDER: Model = [
  'id',
  'namespace',
  'registrationState',
  'registrationPolicy',
  [
    'resourceTypes',
    [
      'resourceType',
      'locations',
      'locationMappings',
      'aliases',
      'apiVersions',
      'defaultApiVersion',
      'zoneMappings',
      'apiProfiles',
      'capabilities',
      'properties',
    ],
  ],
  'providerAuthorizationConsentState',
];
const RESOURCE: Model = [
  'id',
  'name',
  'type',
  'location',
  'extendedLocation',
  'tags',
  'plan',
  'properties',
  'kind',
  'managedBy',
  ['sku', ['name', 'tier', 'size', 'family', 'model', 'capacity']],
  ['identity', ['principalId', 'tenantId', 'type', 'userAssignedIdentities']],
  'createdTime',
  'changedTime',
  'provisioningState',
];

export const groupView = (wire: any): any => addResourceGroups(project(wire, GROUP));
export const providerView = (wire: any): any => project(wire, PROVIDER);
export const featureView = (wire: any): any => project(wire, ['name', ['properties', ['state']], 'id', 'type']);
export const resourceView = (wire: any): any => addResourceGroups(project(wire, RESOURCE));
export const locationView = (wire: any): any =>
  project(wire, [
    'id',
    'subscriptionId',
    'name',
    'displayName',
    'regionalDisplayName',
    ['metadata', ['regionType', 'regionCategory', 'geographyGroup', 'longitude', 'latitude', 'physicalLocation', 'pairedRegion']],
  ]);
