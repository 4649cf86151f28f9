import type { JsonObject } from '../../store.ts';
import { SUBSCRIPTION_ID, SUBSCRIPTION_NAME, TENANT_ID, TENANT_NAME } from '../data/account.ts';
import { LOCATIONS } from '../data/locations.ts';
import { armErrors } from '../errors.ts';
import type { Route } from '../router.ts';

const SUBSCRIPTION: JsonObject = {
  id: `/subscriptions/${SUBSCRIPTION_ID}`,
  authorizationSource: 'RoleBased',
  managedByTenants: [],
  subscriptionId: SUBSCRIPTION_ID,
  tenantId: TENANT_ID,
  displayName: SUBSCRIPTION_NAME,
  state: 'Enabled',
  subscriptionPolicies: { locationPlacementId: 'Public_2014-09-01', quotaId: 'PayAsYouGo_2014-09-01', spendingLimit: 'Off' },
};

const TENANT: JsonObject = {
  id: `/tenants/${TENANT_ID}`,
  tenantId: TENANT_ID,
  countryCode: 'US',
  displayName: TENANT_NAME,
  domains: ['example.com'],
  tenantCategory: 'Home',
};

export const subscriptionRoutes: Route[] = [
  { method: 'GET', path: '/tenants', handle: () => ({ code: 200, body: { value: [TENANT] } }) },
  { method: 'GET', path: '/subscriptions', handle: () => ({ code: 200, body: { value: [SUBSCRIPTION] } }) },
  {
    method: 'GET',
    path: '/subscriptions/{subscription}',
    handle: ({ params }) => {
      requireSubscription(params.subscription!);
      return { code: 200, body: SUBSCRIPTION };
    },
  },
  {
    method: 'GET',
    path: '/subscriptions/{subscription}/locations',
    handle: ({ params }) => {
      requireSubscription(params.subscription!);
      return { code: 200, body: { value: LOCATIONS.map(locationBody) } };
    },
  },
];

export function requireSubscription(id: string): void {
  if (id.toLowerCase() !== SUBSCRIPTION_ID) throw armErrors.subscriptionNotFound(id);
}

const locationBody = (location: (typeof LOCATIONS)[number]): JsonObject => ({
  id: `/subscriptions/${SUBSCRIPTION_ID}/locations/${location.name}`,
  name: location.name,
  displayName: location.displayName,
  regionalDisplayName: `(${location.geographyGroup}) ${location.displayName}`,
  metadata: {
    regionType: 'Physical',
    regionCategory: 'Recommended',
    geographyGroup: location.geographyGroup,
    longitude: location.longitude,
    latitude: location.latitude,
  },
});
