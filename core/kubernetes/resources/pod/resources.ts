/** Requests and limits. After ValidateResourceRequirements of k8s.io/kubernetes/pkg/apis/core/validation. */
import { at, child, forbidden, invalid, required, type FieldError, type Path } from '../../field.ts';
import { compareQuantities, nanoOf } from '../../schema/quantity.ts';
import { qualifiedName } from '../validation/names.ts';
import { NEGATIVE, type Fields } from './rules.ts';

const CONTAINER = ['cpu', 'memory', 'ephemeral-storage'];
const STANDARD = new Set([
  ...CONTAINER,
  ...CONTAINER.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  'pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'configmaps', 'persistentvolumeclaims', 'storage', 'requests.storage',
  'services.nodeports', 'services.loadbalancers',
]);
const HUGE_PAGES = 'hugepages-';
const INTEGERS = new Set(['pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'configmaps', 'persistentvolumeclaims', 'services.nodeports', 'services.loadbalancers']);

const isHugePages = (name: string): boolean => name.startsWith(HUGE_PAGES);
export const isStandardResource = (name: string): boolean => STANDARD.has(name) || isHugePages(name) || name.startsWith(`requests.${HUGE_PAGES}`);
const isNative = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/');
export const isExtendedResource = (name: string): boolean => !isNative(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`).length === 0;
const isInteger = (name: string): boolean => INTEGERS.has(name) || isExtendedResource(name);

/** Whether more may be promised than there is: not of huge pages and extended resources. */
const isOvercommitAllowed = (name: string): boolean => isNative(name) && !isHugePages(name);

export function validateResources(resources: Fields | undefined, path: Path): FieldError[] {
  const limits: Record<string, string> = resources?.limits ?? {};
  const requests: Record<string, string> = resources?.requests ?? {};
  const errors: FieldError[] = [];
  for (const [name, amount] of Object.entries(limits)) errors.push(...validateAmount(name, amount, at(child(path, 'limits'), name)));
  for (const [name, amount] of Object.entries(requests)) {
    errors.push(...validateAmount(name, amount, at(child(path, 'requests'), name)), ...validateAgainstLimit(name, amount, limits[name], path));
  }
  const named = [...Object.keys(limits), ...Object.keys(requests)];
  if (named.some(isHugePages) && !named.includes('cpu') && !named.includes('memory')) errors.push(forbidden(path, 'HugePages require cpu or memory'));
  return errors;
}

function validateAgainstLimit(name: string, amount: string, limit: string | undefined, path: Path): FieldError[] {
  if (limit === undefined) return isOvercommitAllowed(name) ? [] : [required(child(path, 'limits'), 'Limit must be set for non overcommitable resources')];
  const order = compareQuantities(amount, limit);
  if (order !== 0 && !isOvercommitAllowed(name)) return [invalid(child(path, 'requests'), amount, `must be equal to ${name} limit`)];
  return order > 0 ? [invalid(child(path, 'requests'), amount, `must be less than or equal to ${name} limit`)] : [];
}

function validateAmount(name: string, amount: string, path: Path): FieldError[] {
  return [...validateContainerResourceName(name, path), ...validateQuantity(name, amount, path)];
}

export function validateResourceName(name: string, path: Path): FieldError[] {
  const errors = qualifiedName(name).map((text) => invalid(path, name, text));
  if (errors.length === 0 && !name.includes('/') && !isStandardResource(name)) errors.push(invalid(path, name, 'must be a standard resource type or fully qualified'));
  return errors;
}

function validateContainerResourceName(name: string, path: Path): FieldError[] {
  const errors = validateResourceName(name, path);
  if (!name.includes('/')) {
    if (!CONTAINER.includes(name) && !isHugePages(name)) errors.push(invalid(path, name, 'must be a standard resource for containers'));
  } else if (!isNative(name) && !isExtendedResource(name)) errors.push(invalid(path, name, "doesn't follow extended resource name standard"));
  return errors;
}

/** ValidateResourceQuantityValue */
export function validateQuantity(name: string, amount: string, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  if (nanoOf(amount) < 0n) errors.push(invalid(path, amount, NEGATIVE));
  if (isInteger(name) && nanoOf(amount) % 1_000_000_000n !== 0n) errors.push(invalid(path, { go: amount }, 'must be an integer'));
  return errors;
}
