import { AGE, NAME, count } from './columns.ts';
import type { ResourceDefinition } from './types.ts';

/** Its secrets are added by the token controller. */
export const serviceAccounts: ResourceDefinition = {
  group: '',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
  singular: 'serviceaccount',
  shortNames: ['sa'],
  namespaced: true,
  nameRule: 'dns1123subdomain',
  columns: [NAME, count('Secrets', (account) => account.secrets?.length ?? 0), AGE],
};
