/** Requests and limits. After ValidateResourceRequirements of k8s.io/kubernetes/pkg/apis/core/validation. */
import { at, child, forbidden, invalid, required, type FieldError, type Path } from '../../field.ts';
import { compareQuantities } from '../../quantity.ts';
import { isHugePages, isOvercommitAllowed, validateContainerResourceName, validateResourceQuantity } from '../validation/quantities.ts';
import type { Fields } from './rules.ts';

export function validateResources(resources: Fields | undefined, path: Path): FieldError[] {
  const limits: Record<string, string> = resources?.limits ?? {};
  const requests: Record<string, string> = resources?.requests ?? {};
  const errors: FieldError[] = [];
  for (const [name, amount] of Object.entries(limits)) errors.push(...validateAmount(name, amount, at(child(path, 'limits'), name)));
  for (const [name, amount] of Object.entries(requests)) {
    errors.push(
      ...validateAmount(name, amount, at(child(path, 'requests'), name)),
      ...validateAgainstLimit(name, amount, limits[name], path),
    );
  }
  const named = [...Object.keys(limits), ...Object.keys(requests)];
  if (named.some(isHugePages) && !named.includes('cpu') && !named.includes('memory'))
    errors.push(forbidden(path, 'HugePages require cpu or memory'));
  return errors;
}

function validateAgainstLimit(name: string, amount: string, limit: string | undefined, path: Path): FieldError[] {
  if (limit === undefined)
    return isOvercommitAllowed(name) ? [] : [required(child(path, 'limits'), 'Limit must be set for non overcommitable resources')];
  const order = compareQuantities(amount, limit);
  if (order !== 0 && !isOvercommitAllowed(name)) return [invalid(child(path, 'requests'), amount, `must be equal to ${name} limit`)];
  return order > 0 ? [invalid(child(path, 'requests'), amount, `must be less than or equal to ${name} limit`)] : [];
}

function validateAmount(name: string, amount: string, path: Path): FieldError[] {
  return [...validateContainerResourceName(name, path), ...validateResourceQuantity(name, amount, path)];
}
