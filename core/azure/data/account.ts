/** The one subscription, with its tenant and user, that every new home is signed in to. */
export const SUBSCRIPTION_ID = '00000000-0000-0000-0000-000000000000';
export const SUBSCRIPTION_NAME = 'AKS training';
export const TENANT_ID = '11111111-1111-1111-1111-111111111111';
export const TENANT_NAME = 'AKS training';
export const USER_NAME = 'trainee@example.com';
