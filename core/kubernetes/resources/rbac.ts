/** What roles and bindings have in common: after k8s.io/kubernetes/pkg/apis/rbac. */
import { at, child, go, invalid, notSupported, quote, required, type FieldError, type Path } from '../field.ts';
import { equal, type KubeObject } from '../object.ts';
import type { Versions } from '../versions.ts';
import { AGE, NAME, text, wide } from './columns.ts';
import type { ResourceDefinition, TableColumn } from './types.ts';
import { validateLabelSelector, type LabelSelector } from './validation/labels.ts';
import { dns1123Subdomain } from './validation/names.ts';
import { checked } from './validation/common.ts';

const GROUP = 'rbac.authorization.k8s.io';

/** What all four kinds are. */
export const RBAC = {
  group: GROUP,
  served: (versions: Versions) => (versions.has('rbacV1beta1') ? ['v1', 'v1beta1'] : ['v1']),
  storageVersion: 'v1',
  nameRule: 'pathSegment',
  allowCreateOnUpdate: true,
} as const satisfies Partial<ResourceDefinition>;

export interface PolicyRule {
  verbs: string[] | null;
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

export interface Subject {
  kind: string;
  apiGroup?: string;
  name: string;
  namespace?: string;
}

export interface RoleRef {
  apiGroup: string;
  kind: string;
  name: string;
}

/** Rules are always written, `null` where there are none. */
export function defaultRole(role: KubeObject): void {
  if (!role.rules?.length) role.rules = null;
}

/** ValidatePolicyRule for each; only cluster roles may name non-resource URLs. */
export function validateRules(rules: PolicyRule[] | null | undefined, isNamespaced: boolean): FieldError[] {
  return (rules ?? []).flatMap((rule, i) => validateRule(rule, isNamespaced, at('rules', i)));
}

const size = (items: unknown[] | null | undefined): number => items?.length ?? 0;

function validateRule(rule: PolicyRule, isNamespaced: boolean, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  if (!size(rule.verbs)) errors.push(required(child(path, 'verbs'), 'verbs must contain at least one value'));
  if (size(rule.nonResourceURLs)) return [...errors, ...validateUrlRule(rule, isNamespaced, child(path, 'nonResourceURLs'))];
  if (!size(rule.apiGroups)) errors.push(required(child(path, 'apiGroups'), 'resource rules must supply at least one api group'));
  if (!size(rule.resources)) errors.push(required(child(path, 'resources'), 'resource rules must supply at least one resource'));
  return errors;
}

function validateUrlRule(rule: PolicyRule, isNamespaced: boolean, path: Path): FieldError[] {
  const urls = go(`[]string{${rule.nonResourceURLs!.map(quote).join(', ')}}`);
  if (isNamespaced) return [invalid(path, urls, 'namespaced rules cannot apply to non-resource URLs')];
  const mixed = size(rule.apiGroups) || size(rule.resources) || size(rule.resourceNames);
  return mixed ? [invalid(path, urls, 'rules cannot apply to both regular resources and non-resource URLs')] : [];
}

/** A cluster role that is put together from others selects them by label. */
export function validateAggregation(rule: { clusterRoleSelectors?: LabelSelector[] } | undefined): FieldError[] {
  if (!rule) return [];
  const path = 'aggregationRule.clusterRoleSelectors';
  const selectors = rule.clusterRoleSelectors ?? [];
  if (!selectors.length) return [required(path, 'at least one clusterRoleSelector required if aggregationRule is non-nil')];
  return selectors.flatMap((selector, i) => validateLabelSelector(selector, at(path, i)));
}

/** SetDefaults_RoleBinding: the group of the role and of the subjects. */
export function defaultBinding(binding: KubeObject): void {
  binding.roleRef.apiGroup ||= GROUP;
  for (const subject of (binding.subjects ?? []) as Subject[]) {
    if (!subject.apiGroup && (subject.kind === 'User' || subject.kind === 'Group')) subject.apiGroup = GROUP;
  }
}

/** @param kinds what the binding may refer to, in the order in which the message lists them */
export function validateBinding(binding: KubeObject, kinds: readonly string[]): FieldError[] {
  const errors: FieldError[] = [];
  const roleRef = binding.roleRef as RoleRef;
  if (roleRef.apiGroup !== GROUP) errors.push(notSupported('roleRef.apiGroup', roleRef.apiGroup, [GROUP]));
  if (!kinds.includes(roleRef.kind)) errors.push(notSupported('roleRef.kind', roleRef.kind, kinds));
  if (!roleRef.name) errors.push(required('roleRef.name'));
  const subjects = ((binding.subjects ?? []) as Subject[]).flatMap((subject, i) =>
    validateSubject(subject, binding.kind === 'RoleBinding', at('subjects', i)),
  );
  return [...errors, ...subjects];
}

function validateSubject(
  { kind = '', apiGroup = '', name = '', namespace = '' }: Subject,
  isNamespaced: boolean,
  path: Path,
): FieldError[] {
  const errors: FieldError[] = name ? [] : [required(child(path, 'name'))];
  const group = (expected: string): FieldError[] =>
    apiGroup === expected ? [] : [notSupported(child(path, 'apiGroup'), apiGroup, [expected])];
  switch (kind) {
    case 'ServiceAccount':
      if (name) errors.push(...checked(dns1123Subdomain, name, child(path, 'name')));
      errors.push(...group(''));
      if (!isNamespaced && !namespace) errors.push(required(child(path, 'namespace')));
      return errors;
    case 'User':
    case 'Group':
      return [...errors, ...group(GROUP)];
    default:
      return [...errors, notSupported(child(path, 'kind'), kind, ['ServiceAccount', 'User', 'Group'])];
  }
}

export function validateBindingUpdate(binding: KubeObject, old: KubeObject, kinds: readonly string[]): FieldError[] {
  const { apiGroup, kind, name } = binding.roleRef as RoleRef;
  const changed = equal(binding.roleRef, old.roleRef)
    ? []
    : [
        invalid(
          'roleRef',
          go(`rbac.RoleRef{APIGroup:${quote(apiGroup)}, Kind:${quote(kind)}, Name:${quote(name)}}`),
          'cannot change roleRef',
        ),
      ];
  const errors = validateBinding(binding, kinds);
  return [...errors, ...errors, ...changed];
}

const subjectNames =
  (kind: string) =>
  (binding: KubeObject): string =>
    ((binding.subjects ?? []) as Subject[])
      .filter((subject) => subject.kind === kind)
      .map((subject) => (kind === 'ServiceAccount' ? `${subject.namespace ?? ''}/${subject.name}` : subject.name))
      .join(', ');

export const BINDING_COLUMNS: readonly TableColumn[] = [
  NAME,
  text('Role', ({ roleRef }) => `${roleRef.kind}/${roleRef.name}`),
  AGE,
  wide('Users', subjectNames('User')),
  wide('Groups', subjectNames('Group')),
  wide('ServiceAccounts', subjectNames('ServiceAccount')),
];
