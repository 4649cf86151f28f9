import { at, child, go, invalid, quote, required, type FieldError, type GoText, type Path } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME, text } from './columns.ts';
import type { ResourceDefinition } from './types.ts';
import { IMMUTABLE, keepAllButStatus, keepStatus } from './validation/common.ts';
import { isQuotaResource, isScopeValidFor, validateQuotaResourceName, validateResourceQuantity } from './validation/quantities.ts';

interface ScopeRequirement {
  scopeName: string;
  operator: string;
  values?: string[];
}

const WITHOUT_VALUES = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating'];
const SCOPES = [...WITHOUT_VALUES, 'PriorityClass'];
const CONFLICTING = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
];

const scopesText = (scopes: string[] | undefined) =>
  go(scopes ? `[]core.ResourceQuotaScope{${scopes.map(quote).join(', ')}}` : '[]core.ResourceQuotaScope(nil)');
const unsupportedFor = (scope: string, hard: Record<string, string>): string[] =>
  Object.keys(hard).filter((name) => isQuotaResource(name) && !isScopeValidFor(scope, name));
const conflicts = (scopes: string[]): number => CONFLICTING.filter((pair) => pair.every((scope) => scopes.includes(scope))).length;

function validate({ spec = {} }: KubeObject): FieldError[] {
  const hard: Record<string, string> = spec.hard ?? {};
  return [
    ...validateAmounts(hard, 'spec.hard'),
    ...validateScopes(spec.scopes ?? [], hard),
    ...validateSelector(spec, hard, 'spec.scopeSelector.matchExpressions'),
  ];
}

const validateAmounts = (amounts: Record<string, string> = {}, path: Path): FieldError[] =>
  Object.entries(amounts).flatMap(([name, amount]) => [
    ...validateQuotaResourceName(name, at(path, name)),
    ...validateResourceQuantity(name, amount, at(path, name)),
  ]);

function validateScopes(scopes: string[], hard: Record<string, string>): FieldError[] {
  const refuse = (why: string): FieldError => invalid('spec.scopes', scopesText(scopes), why);
  return [
    ...scopes.flatMap((scope) => [
      ...(SCOPES.includes(scope) ? [] : [refuse('unsupported scope')]),
      ...unsupportedFor(scope, hard).map(() => refuse('unsupported scope applied to resource')),
    ]),
    ...Array.from({ length: conflicts(scopes) }, () => refuse('conflicting scopes')),
  ];
}

function validateSelector(spec: KubeObject['spec'], hard: Record<string, string>, path: Path): FieldError[] {
  const requirements = (spec.scopeSelector?.matchExpressions ?? []) as ScopeRequirement[];
  const conflicting = conflicts(requirements.map(({ scopeName }) => scopeName));
  return [
    ...requirements.flatMap((requirement) => validateRequirement(requirement, requirements, hard, path)),
    ...Array.from({ length: conflicting }, () => invalid(path, scopesText(spec.scopes), 'conflicting scopes')),
  ];
}

function selectorText(requirements: ScopeRequirement[]): GoText {
  const type = 'core.ScopedResourceSelectorRequirement';
  const values = (texts: string[] | undefined): string => (texts ? `[]string{${texts.map(quote).join(', ')}}` : '[]string(nil)');
  const items = requirements.map(
    ({ scopeName = '', operator = '', values: texts }) =>
      `${type}{ScopeName:${quote(scopeName)}, Operator:${quote(operator)}, Values:${values(texts)}}`,
  );
  return go(`core.ScopeSelector{MatchExpressions:[]${type}{${items.join(', ')}}}`);
}

function validateRequirement(
  { scopeName = '', operator = '', values = [] }: ScopeRequirement,
  all: ScopeRequirement[],
  hard: Record<string, string>,
  path: Path,
): FieldError[] {
  const errors: FieldError[] = SCOPES.includes(scopeName) ? [] : [invalid(child(path, 'scopeName'), scopeName, 'unsupported scope')];
  errors.push(...unsupportedFor(scopeName, hard).map(() => invalid(path, selectorText(all), 'unsupported scope applied to resource')));
  if (WITHOUT_VALUES.includes(scopeName) && operator !== 'Exists') {
    errors.push(
      invalid(
        child(path, 'operator'),
        operator,
        "must be 'Exist' only operator when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort and ResourceQuotaScopeNotBestEffort",
      ),
    );
  }
  if (operator === 'In' || operator === 'NotIn') {
    if (!values.length)
      errors.push(required(child(path, 'values'), "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length)
      errors.push(
        invalid(
          child(path, 'values'),
          go(`[]string{${values.map(quote).join(', ')}}`),
          "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector",
        ),
      );
  } else errors.push(invalid(child(path, 'operator'), operator, 'not a valid selector operator'));
  return errors;
}

function validateUpdate(quota: KubeObject, old: KubeObject): FieldError[] {
  const sorted = (scopes: string[] | undefined): string => [...new Set(scopes)].sort().join();
  const changed = sorted(quota.spec?.scopes) !== sorted(old.spec?.scopes);
  return [...validate(quota), ...(changed ? [invalid('spec.scopes', scopesText(quota.spec?.scopes), IMMUTABLE)] : [])];
}

/** `pods: 1/3, secrets: 2/10`, of limits or of all else. */
const usage =
  (isLimit: boolean) =>
  ({ status }: KubeObject): string =>
    Object.keys((status?.hard ?? {}) as Record<string, string>)
      .filter((name) => name.startsWith('limits') === isLimit)
      .sort()
      .map((name) => `${name}: ${status.used?.[name] ?? '0'}/${status.hard[name]}`)
      .join(', ');

export const resourceQuotas: ResourceDefinition = {
  group: '',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'ResourceQuota',
  plural: 'resourcequotas',
  singular: 'resourcequota',
  shortNames: ['quota'],
  namespaced: true,
  nameRule: 'dns1123subdomain',
  prepareForCreate(quota) {
    quota.status = {};
  },
  prepareForUpdate: keepStatus,
  validate,
  validateUpdate,
  status: {
    prepareForUpdate: keepAllButStatus,
    validateUpdate: ({ status }) => ['hard', 'used'].flatMap((field) => validateAmounts(status?.[field], child('status', field))),
  },
  columns: [NAME, AGE, text('Request', usage(false)), text('Limit', usage(true))],
};
