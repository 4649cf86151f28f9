/** Labels and label selectors. After k8s.io/apimachinery/pkg/apis/meta/v1/validation. */
import { labelValueErrors, qualifiedNameErrors } from '../../../../formats/selector.ts';
import { at, child, forbidden, invalid, required, type FieldError, type Path } from '../../field.ts';

export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

/** A label's key (ValidateLabelName). */
export function validateLabelName(name: string, path: Path): FieldError[] {
  return qualifiedNameErrors(name).map((text) => invalid(path, name, text));
}

export function validateLabels(labels: Record<string, string> | undefined, path: Path): FieldError[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...validateLabelName(key, path),
    ...labelValueErrors(value).map((text) => invalid(path, value, text)),
  ]);
}

export function validateLabelSelector(selector: LabelSelector | undefined | null, path: Path): FieldError[] {
  if (!selector) return [];
  return [
    ...validateLabels(selector.matchLabels, child(path, 'matchLabels')),
    ...(selector.matchExpressions ?? []).flatMap((requirement, i) => validateRequirement(requirement, at(child(path, 'matchExpressions'), i))),
  ];
}

function validateRequirement({ key, operator, values = [] }: { key: string; operator: string; values?: string[] }, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) errors.push(required(child(path, 'values'), "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) errors.push(forbidden(child(path, 'values'), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
  } else errors.push(invalid(child(path, 'operator'), operator, 'not a valid selector operator'));
  return [...errors, ...validateLabelName(key, child(path, 'key'))];
}

/** Whether a selector selects nothing in particular: it has neither labels nor expressions. */
export function isEmptySelector(selector: LabelSelector | undefined | null): boolean {
  return Object.keys(selector?.matchLabels ?? {}).length + (selector?.matchExpressions ?? []).length === 0;
}

/** Whether labels match a selector; a selector that is absent matches nothing (LabelSelectorAsSelector). */
export function selects(selector: LabelSelector | undefined | null, labels: Record<string, string> | undefined): boolean {
  if (!selector) return false;
  const has = (key: string): boolean => labels !== undefined && Object.hasOwn(labels, key);
  return (
    Object.entries(selector.matchLabels ?? {}).every(([key, value]) => has(key) && labels![key] === value) &&
    (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
      if (operator === 'In') return has(key) && values.includes(labels![key]!);
      if (operator === 'NotIn') return !has(key) || !values.includes(labels![key]!);
      return operator === 'Exists' ? has(key) : !has(key);
    })
  );
}
