/** What controllers of pods share: selectors, amounts, update strategies, table cells. After k8s.io/kubernetes/pkg/apis/apps/validation. */
import { at, child, forbidden, go, invalid, required, type FieldError, type Path } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { wide } from './columns.ts';
import { goSelector } from './pod/godump.ts';
import { list, type Fields } from './pod/rules.ts';
import type { TableColumn } from './types.ts';
import { checked, immutable, nonNegative } from './validation/common.ts';
import { formatLabelSelector, isEmptySelector, validateLabelSelector, type LabelSelector } from './validation/labels.ts';
import { labelValue, percent } from './validation/names.ts';

/** A selector that must say something. `kind` is the one that the message names. */
export function validateSelector(selector: LabelSelector | undefined | null, kind: string, path: Path): FieldError[] {
  if (!selector) return [required(path)];
  const errors = validateLabelSelector(selector, path);
  if (isEmptySelector(selector)) errors.push(invalid(path, go(goSelector(selector)), `empty selector is invalid for ${kind}`));
  return errors;
}

/** Whether a selector can be used at all (LabelSelectorAsSelector): labels, operators and, unlike in ValidateLabelSelector, values are sound. */
export const isUsable = (selector: LabelSelector | undefined | null): boolean =>
  validateLabelSelector(selector, '').length === 0 &&
  (selector?.matchExpressions ?? []).every(({ values = [] }) => values.every((value) => labelValue(value).length === 0));

/** From apps/v1 on a selector stays as it was created. */
export function validateSelectorKept(object: KubeObject, old: KubeObject): FieldError[] {
  const selector = object.spec.selector;
  return immutable(selector, old.spec.selector, 'spec.selector', selector ? go(goSelector(selector)) : null);
}

/** Disks that only one machine may write to cannot be given to several pods. */
export function validateSharedDisks(template: Fields | undefined | null, path: Path): FieldError[] {
  return list(template?.spec?.volumes).flatMap(({ gcePersistentDisk }, i) =>
    gcePersistentDisk && !gcePersistentDisk.readOnly
      ? [
          invalid(
            child(at(child(path, 'spec', 'volumes'), i), 'gcePersistentDisk', 'readOnly'),
            false,
            'must be true for replicated pods > 1; GCE PD can only be mounted on multiple machines if it is read-only',
          ),
        ]
      : [],
  );
}

export function forbidDeadline(template: Fields | undefined | null, kind: string, path: Path): FieldError[] {
  if (template?.spec?.activeDeadlineSeconds === undefined) return [];
  return [forbidden(child(path, 'spec', 'activeDeadlineSeconds'), `activeDeadlineSeconds in ${kind} is not Supported`)];
}

type Amount = number | string | undefined;

/** A number or a percentage, not negative. */
export function validateAmount(amount: Amount, path: Path): FieldError[] {
  if (amount === undefined) return [];
  return typeof amount === 'string'
    ? checked(percent, amount, path).map((error) => ({ ...error, value: goAmount(amount) }))
    : nonNegative(amount, path);
}

export function validateAtMostAll(amount: Amount, path: Path): FieldError[] {
  return typeof amount === 'string' && amount.endsWith('%') && amountOf(amount) > 100
    ? [invalid(path, goAmount(amount), 'must not be greater than 100%')]
    : [];
}

/** The number, of a percentage as well or of a text of digits; 0 for what is neither. */
export function amountOf(amount: Amount): number {
  if (typeof amount !== 'string') return amount ?? 0;
  return /^(\d+%|[+-]?\d+)$/.test(amount) ? Number.parseInt(amount, 10) : 0;
}

/** intstr.IntOrString as %#v prints it. */
export function goAmount(amount: number | string): { go: string } {
  const isText = typeof amount === 'string';
  return go(`intstr.IntOrString{Type:${isText ? 1 : 0}, IntVal:${isText ? 0 : amount}, StrVal:${JSON.stringify(isText ? amount : '')}}`);
}

const templateOf = (object: KubeObject): Fields => object.spec?.template ?? object.template ?? {};
const each = (template: Fields, field: string): string =>
  list(template.spec?.containers)
    .map((container) => container[field] ?? '')
    .join(',');

export const containersColumn = (of: (object: KubeObject) => Fields = templateOf): TableColumn =>
  wide('Containers', (object) => each(of(object), 'name'));
export const imagesColumn = (of: (object: KubeObject) => Fields = templateOf): TableColumn =>
  wide('Images', (object) => each(of(object), 'image'));
export const selectorColumn: TableColumn = wide('Selector', (object) => formatLabelSelector(object.spec.selector));

/** The numbers of a status that may not be negative. */
export function validateCounts(status: Fields | undefined, fields: readonly string[], path: Path = 'status'): FieldError[] {
  return fields.flatMap((field) => nonNegative(status?.[field], child(path, field)));
}

/** None of these numbers of a status may be larger than another one of it. @param named as the message names the other one */
export function validateWithin(status: Fields | undefined, fields: readonly string[], other: string, named: string): FieldError[] {
  const most: number = status?.[other] ?? 0;
  return fields.flatMap((field) => {
    const count: number = status?.[field] ?? 0;
    return count > most ? [invalid(child('status', field), count, `cannot be greater than ${named}`)] : [];
  });
}
