import { addResourceGroups, project, type Model } from './model.ts';

/** Models of azure-mgmt-resource. */
const GROUP: Model = ['id', 'location', 'managedBy', 'name', ['properties', ['provisioningState']], 'tags', 'type'];
const PROVIDER: Model = [
  'id', 'namespace', 'providerAuthorizationConsentState', 'registrationPolicy', 'registrationState',
  ['resourceTypes', ['aliases', 'apiProfiles', 'apiVersions', 'capabilities', 'defaultApiVersion', 'locationMappings', 'locations', 'properties', 'resourceType', 'zoneMappings']],
];
const RESOURCE: Model = [
  'changedTime', 'createdTime', 'extendedLocation', 'id', 'identity', 'kind', 'location', 'managedBy', 'name', 'plan', 'properties', 'provisioningState', 'sku', 'tags', 'type',
];

export const groupView = (wire: any): any => addResourceGroups(project(wire, GROUP));
export const providerView = (wire: any): any => project(wire, PROVIDER);
export const featureView = (wire: any): any => project(wire, ['id', 'name', ['properties', ['state']], 'type']);
export const resourceView = (wire: any): any => addResourceGroups(project(wire, RESOURCE));
export const locationView = (wire: any): any =>
  project(wire, [
    'displayName', 'id',
    ['metadata', ['geographyGroup', 'latitude', 'longitude', 'pairedRegion', 'physicalLocation', 'regionCategory', 'regionType']],
    'name', 'regionalDisplayName',
  ]);
