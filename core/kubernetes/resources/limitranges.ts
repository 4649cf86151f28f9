import { uuid } from '../../random.ts';
import { at, child, duplicate, forbidden, invalid, required, type FieldError, type Path } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { compareQuantities, goQuantity, nanoOf } from '../quantity.ts';
import { CREATED_AT, NAME } from './columns.ts';
import type { ResourceDefinition } from './types.ts';
import { checked } from './validation/common.ts';
import { qualifiedName } from './validation/names.ts';
import { isOvercommitAllowed, validateLimitRangeResourceName } from './validation/quantities.ts';

type Amounts = Record<string, string>;

export interface LimitRangeItem {
  type: string;
  max?: Amounts;
  min?: Amounts;
  default?: Amounts;
  defaultRequest?: Amounts;
  maxLimitRequestRatio?: Amounts;
}

/** The limits that may not be on the wrong side of each other; whose value and place the message shows is the real server's choice. */
const ORDERED: {
  low: keyof LimitRangeItem;
  high: keyof LimitRangeItem;
  shown: 'low' | 'high';
  field: string;
  text(low: string, high: string): string;
}[] = [
  {
    low: 'min',
    high: 'max',
    shown: 'low',
    field: 'min',
    text: (low, high) => `min value ${low} is greater than max value ${high}`,
  },
  {
    low: 'min',
    high: 'defaultRequest',
    shown: 'high',
    field: 'defaultRequest',
    text: (low, high) => `min value ${low} is greater than default request value ${high}`,
  },
  {
    low: 'defaultRequest',
    high: 'max',
    shown: 'low',
    field: 'defaultRequest',
    text: (low, high) => `default request value ${low} is greater than max value ${high}`,
  },
  {
    low: 'defaultRequest',
    high: 'default',
    shown: 'low',
    field: 'defaultRequest',
    text: (low, high) => `default request value ${low} is greater than default limit value ${high}`,
  },
  {
    low: 'min',
    high: 'default',
    shown: 'low',
    field: 'default',
    text: (low, high) => `min value ${low} is greater than default value ${high}`,
  },
  {
    low: 'default',
    high: 'max',
    shown: 'high',
    field: 'default',
    text: (low, high) => `default value ${low} is greater than max value ${high}`,
  },
];

function validate(range: KubeObject): FieldError[] {
  const types = new Set<string>();
  return ((range.spec?.limits ?? []) as LimitRangeItem[]).flatMap((item, i) => {
    const path = at('spec.limits', i);
    const type = item.type ?? '';
    const errors = validateType(type, child(path, 'type'));
    if (types.has(type)) errors.push(duplicate(child(path, 'type'), type));
    types.add(type);
    return [...errors, ...validateItem({ ...item, type }, path)];
  });
}

const validateType = (type: string, path: Path): FieldError[] => {
  const errors = checked(qualifiedName, type, path);
  if (errors.length || type.includes('/') || ['Pod', 'Container', 'PersistentVolumeClaim'].includes(type)) return errors;
  return [invalid(path, type, 'must be a standard limit type or fully qualified')];
};

function validateItem(item: LimitRangeItem, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  const names = (field: keyof LimitRangeItem): FieldError[] =>
    Object.keys(item[field] ?? {}).flatMap((name) => validateLimitRangeResourceName(item.type, name, at(child(path, field), name)));
  errors.push(...names('max'), ...names('min'));
  const compared = item.type === 'Pod' ? { ...item, default: undefined, defaultRequest: undefined } : item;
  for (const field of ['default', 'defaultRequest'] as const) {
    if (item.type !== 'Pod') errors.push(...names(field));
    else if (Object.keys(item[field] ?? {}).length) errors.push(forbidden(child(path, field), "may not be specified when `type` is 'Pod'"));
  }
  if (item.type === 'PersistentVolumeClaim' && !item.min?.storage && !item.max?.storage) {
    errors.push(required(child(path, 'limits'), 'either minimum or maximum storage value is required, but neither was provided'));
  }
  errors.push(...names('maxLimitRequestRatio'));
  const keys = new Set(
    ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'].flatMap((field) => Object.keys((compared as any)[field] ?? {})),
  );
  return [...errors, ...[...keys].flatMap((name) => validateOrder(compared, name, path))];
}

function validateOrder(item: LimitRangeItem, name: string, path: Path): FieldError[] {
  const amount = (field: keyof LimitRangeItem): string | undefined => (item[field] as Amounts | undefined)?.[name];
  const errors: FieldError[] = [];
  for (const rule of ORDERED) {
    const [low, high] = [amount(rule.low), amount(rule.high)];
    if (low === undefined || high === undefined || compareQuantities(low, high) <= 0) continue;
    const field = child(path, rule.field);
    errors.push(invalid(at(field, name), goQuantity(rule.shown === 'low' ? low : high), rule.text(low, high)));
  }
  errors.push(
    ...validateRatio(amount('maxLimitRequestRatio'), amount('min'), amount('max'), at(child(path, 'maxLimitRequestRatio'), name)),
  );
  const [limit, request] = [amount('default'), amount('defaultRequest')];
  if (!isOvercommitAllowed(name) && limit !== undefined && request !== undefined && compareQuantities(limit, request) !== 0) {
    errors.push(
      invalid(
        at(child(path, 'defaultRequest'), name),
        goQuantity(request),
        `default value ${limit} must equal to defaultRequest value ${request} in ${name}`,
      ),
    );
  }
  return errors;
}

function validateRatio(ratio: string | undefined, min: string | undefined, max: string | undefined, path: Path): FieldError[] {
  if (ratio === undefined) return [];
  const errors = compareQuantities(ratio, '1') < 0 ? [invalid(path, goQuantity(ratio), `ratio ${ratio} is less than 1`)] : [];
  if (min === undefined || max === undefined) return errors;
  const widest = Number(nanoOf(max)) / Number(nanoOf(min));
  return Number(nanoOf(ratio)) / 1e9 > widest
    ? [...errors, invalid(path, goQuantity(ratio), `ratio ${ratio} is greater than max/min = ${widest.toFixed(6)}`)]
    : errors;
}

/** SetDefaults_LimitRangeItem: for containers each default fills in from the one above it. */
function setDefaults(range: KubeObject): void {
  for (const item of (range.spec?.limits ?? []) as LimitRangeItem[]) {
    if (item.type !== 'Container') continue;
    const limits = { ...item.max, ...item.default };
    const requests = { ...item.min, ...limits, ...item.defaultRequest };
    if (Object.keys(limits).length) item.default = limits;
    if (Object.keys(requests).length) item.defaultRequest = requests;
  }
}

export const limitRanges: ResourceDefinition = {
  group: '',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'LimitRange',
  plural: 'limitranges',
  singular: 'limitrange',
  shortNames: ['limits'],
  namespaced: true,
  nameRule: 'dns1123subdomain',
  default: setDefaults,
  // A limit range may come without any name; it gets one.
  prepareForCreate({ metadata }, { random }) {
    if (!metadata.name && !metadata.generateName && random) metadata.name = uuid(random);
  },
  validate,
  validateUpdate: (range) => validate(range),
  columns: [NAME, CREATED_AT],
};
