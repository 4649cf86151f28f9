/** Names and amounts of resources in quotas and limit ranges: after k8s.io/kubernetes/pkg/apis/core/{helper,validation}. */
import { invalid, type FieldError, type Path } from '../../field.ts';
import { isNegative, isWhole, nanoOf, goQuantity, wholeValue } from '../../quantity.ts';
import { checked } from './common.ts';
import { qualifiedName } from './names.ts';

const CONTAINER = ['cpu', 'memory', 'ephemeral-storage'];
const COMPUTE = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];
/** Resources that count objects: always whole numbers. */
const COUNTED = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const QUOTA = new Set([
  ...COMPUTE,
  ...COUNTED,
  'ephemeral-storage',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.ephemeral-storage',
]);
const STANDARD = new Set([...QUOTA, 'storage']);

export const isHugePages = (name: string): boolean => name.startsWith('hugepages-');
const isQuotaHugePages = (name: string): boolean => isHugePages(name) || name.startsWith('requests.hugepages-');
const isNative = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/');
const isExtended = (name: string): boolean =>
  !isNative(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`).length === 0;

/** Whether more may be promised than there is: of what is native and no huge page. */
export const isOvercommitAllowed = (name: string): boolean => isNative(name) && !isHugePages(name);

export const isQuotaResource = (name: string): boolean => QUOTA.has(name) || isQuotaHugePages(name);

/** validateResourceName */
function validateResourceName(name: string, path: Path): FieldError[] {
  const errors = checked(qualifiedName, name, path);
  if (errors.length || name.includes('/') || STANDARD.has(name) || isQuotaHugePages(name)) return errors;
  return [invalid(path, name, 'must be a standard resource type or fully qualified')];
}

export function validateQuotaResourceName(name: string, path: Path): FieldError[] {
  const errors = validateResourceName(name, path);
  return name.includes('/') || isQuotaResource(name) ? errors : [...errors, invalid(path, name, 'must be a standard resource for quota')];
}

export function validateContainerResourceName(name: string, path: Path): FieldError[] {
  const errors = validateResourceName(name, path);
  if (!name.includes('/')) {
    return CONTAINER.includes(name) || isHugePages(name)
      ? errors
      : [...errors, invalid(path, name, 'must be a standard resource for containers')];
  }
  return isNative(name) || isExtended(name) ? errors : [...errors, invalid(path, name, "doesn't follow extended resource name standard")];
}

/** What a limit range may limit: for containers and pods what those may ask for, else anything with a name. */
export function validateLimitRangeResourceName(type: string, name: string, path: Path): FieldError[] {
  return type === 'Pod' || type === 'Container' ? validateContainerResourceName(name, path) : validateResourceName(name, path);
}

/** ValidateResourceQuantityValue: not negative, and a whole number of what is counted. */
export function validateResourceQuantity(name: string, amount: string, path: Path): FieldError[] {
  const errors = isNegative(amount) ? [invalid(path, amount, 'must be greater than or equal to 0')] : [];
  return (COUNTED.includes(name) || isExtended(name)) && !isWhole(amount)
    ? [...errors, invalid(path, goQuantity(amount), 'must be an integer')]
    : errors;
}

/** validateBasicResource: not negative, in whole units. */
export const validateBasicQuantity = (amount: string, path: Path): FieldError[] =>
  wholeValue(amount) < 0n ? [invalid(path, Number(wholeValue(amount)), 'must be a valid resource quantity')] : [];

export const validatePositiveQuantity = (amount: string, path: Path): FieldError[] =>
  nanoOf(amount) > 0n ? [] : [invalid(path, amount, 'must be greater than zero')];

/** Which scopes of a quota may go with a resource (IsResourceQuotaScopeValidForResource). */
export function isScopeValidFor(scope: string, resource: string): boolean {
  if (scope === 'BestEffort') return resource === 'pods';
  return (
    !['Terminating', 'NotTerminating', 'NotBestEffort', 'PriorityClass'].includes(scope) ||
    resource === 'pods' ||
    COMPUTE.includes(resource)
  );
}
