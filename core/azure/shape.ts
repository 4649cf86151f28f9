import { armErrors } from './errors.ts';

/** What a field of a request may hold: null and nothing always fit; fields that are not named are not looked at. */
export type Shape = 'string' | 'number' | 'boolean' | 'object' | { fields: Record<string, Shape> } | { each: Shape } | { items: Shape };

export const TAGS: Shape = { each: 'string' };

export const GROUP: Shape = { fields: { location: 'string', tags: TAGS, managedBy: 'string' } };

export const POOL: Shape = {
  fields: {
    name: 'string',
    count: 'number',
    vmSize: 'string',
    osDiskSizeGB: 'number',
    osDiskType: 'string',
    maxPods: 'number',
    enableAutoScaling: 'boolean',
    orchestratorVersion: 'string',
    mode: 'string',
    osType: 'string',
    osSKU: 'string',
    nodeLabels: TAGS,
    tags: TAGS,
    nodeTaints: { items: 'string' },
    availabilityZones: { items: 'string' },
    upgradeSettings: 'object',
  },
};

const strings = (names: string): Record<string, Shape> => Object.fromEntries(names.split(' ').map((name) => [name, 'string' as const]));

export const CLUSTER: Shape = {
  fields: {
    location: 'string',
    tags: TAGS,
    properties: {
      fields: {
        ...strings('kubernetesVersion dnsPrefix nodeResourceGroup'),
        enableRBAC: 'boolean',
        enablePodSecurityPolicy: 'boolean',
        disableLocalAccounts: 'boolean',
        agentPoolProfiles: { items: POOL },
        networkProfile: { fields: strings('networkPlugin networkPolicy podCidr serviceCidr dnsServiceIP dockerBridgeCidr outboundType') },
        servicePrincipalProfile: { fields: { clientId: 'string' } },
        addonProfiles: { each: { fields: { enabled: 'boolean' } } },
        linuxProfile: 'object',
        windowsProfile: 'object',
        autoUpgradeProfile: 'object',
        apiServerAccessProfile: 'object',
        autoScalerProfile: 'object',
      },
    },
  },
};

/** The body, which must be an object of that shape. @throws ArmError InvalidRequestContent */
export function requireShape(body: unknown, shape: Shape): Record<string, any> {
  if (!isObject(body) || !fits(body, shape)) throw armErrors.invalidContent();
  return body;
}

function fits(value: unknown, shape: Shape): boolean {
  if (value === null || value === undefined) return true;
  if (typeof shape === 'string') return shape === 'object' ? isObject(value) : typeof value === shape;
  if ('items' in shape) return Array.isArray(value) && value.every((item) => item !== null && fits(item, shape.items));
  if (!isObject(value)) return false;
  if ('each' in shape) return Object.values(value).every((item) => fits(item, shape.each));
  return Object.entries(shape.fields).every(([name, field]) => fits(value[name], field));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
