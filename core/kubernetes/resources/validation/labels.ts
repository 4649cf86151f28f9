/** Labels, annotations and label selectors. After k8s.io/apimachinery/pkg/apis/meta/v1/validation. */
import { labelValueErrors, qualifiedNameErrors } from '../../../../formats/selector.ts';
import { at, child, forbidden, invalid, required, tooLong, type FieldError, type Path } from '../../field.ts';
import { byteLength } from './names.ts';

/** Bytes of all annotations of an object, keys and values. */
const ANNOTATIONS_LIMIT = 256 * 1024;

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

/** Keys are read without regard to case. */
export function validateAnnotations(annotations: Record<string, string> | undefined, path: Path): FieldError[] {
  const entries = Object.entries(annotations ?? {});
  const errors = entries.flatMap(([key]) => qualifiedNameErrors(key.toLowerCase()).map((text) => invalid(path, key, text)));
  const size = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  return size > ANNOTATIONS_LIMIT ? [...errors, tooLong(path, '', ANNOTATIONS_LIMIT)] : errors;
}

export function validateLabelSelector(selector: LabelSelector | undefined | null, path: Path): FieldError[] {
  if (!selector) return [];
  return [
    ...validateLabels(selector.matchLabels, child(path, 'matchLabels')),
    ...(selector.matchExpressions ?? []).flatMap((requirement, i) =>
      validateRequirement(requirement, at(child(path, 'matchExpressions'), i)),
    ),
  ];
}

function validateRequirement(
  { key, operator, values = [] }: { key: string; operator: string; values?: string[] },
  path: Path,
): FieldError[] {
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) errors.push(required(child(path, 'values'), "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0)
      errors.push(forbidden(child(path, 'values'), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
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

const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** metav1.FormatLabelSelector: `<none>`, `app=web`, `app=web,tier in (a,b),!old`. */
export function formatLabelSelector(selector: LabelSelector | undefined | null): string {
  const terms = [
    ...Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => ({ key, text: `${key}=${value}` })),
    ...(selector?.matchExpressions ?? []).map(({ key, operator, values = [] }) => ({ key, text: expressionText(key, operator, values) })),
  ].sort(byKey);
  return terms.map(({ text }) => text).join(',') || '<none>';
}

function expressionText(key: string, operator: string, values: string[]): string {
  if (operator === 'Exists') return key;
  if (operator === 'DoesNotExist') return `!${key}`;
  return `${key} ${operator === 'In' ? 'in' : 'notin'} (${[...values].sort().join(',')})`;
}

/** labels.FormatLabels: `a=b,c=d` in key order, `<none>` where there are none. */
export function formatLabels(labels: Record<string, string> | undefined): string {
  const keys = Object.keys(labels ?? {}).sort();
  return keys.map((key) => `${key}=${labels![key]}`).join(',') || '<none>';
}
