/** When a PolicyRule covers a question, and what a set of rules lacks of another: after k8s.io/kubernetes/pkg/apis/rbac/v1/evaluation_helpers.go. */

export interface PolicyRule {
  verbs?: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

/** What is asked of RBAC. A question about a path has `path` and no resource. */
export interface Question {
  verb: string;
  group?: string;
  resource?: string;
  subresource?: string;
  name?: string;
  namespace?: string;
  path?: string;
}

const includes = (list: string[] | undefined, wanted: string): boolean =>
  list !== undefined && (list.includes(wanted) || list.includes('*'));

export function ruleAllows(rule: PolicyRule, question: Question): boolean {
  if (!includes(rule.verbs, question.verb)) return false;
  if (question.path !== undefined) return pathMatches(rule.nonResourceURLs, question.path);
  return (
    includes(rule.apiGroups, question.group ?? '') &&
    resourceMatches(rule.resources, question.resource ?? '', question.subresource ?? '') &&
    (!rule.resourceNames?.length || rule.resourceNames.includes(question.name ?? ''))
  );
}

/** `pods`, `pods/log`, `*` or `*&#47;log` against a resource and its subresource. */
function resourceMatches(resources: string[] | undefined, resource: string, subresource: string): boolean {
  if (!resources) return false;
  const combined = subresource ? `${resource}/${subresource}` : resource;
  return resources.includes('*') || resources.includes(combined) || (subresource !== '' && resources.includes(`*/${subresource}`));
}

function pathMatches(patterns: string[] | undefined, path: string): boolean {
  return patterns !== undefined && patterns.some((p) => p === '*' || p === path || (p.endsWith('*') && path.startsWith(p.slice(0, -1))));
}

/**
 * The parts of `wanted` that `held` does not cover, each reduced to one verb, group, resource, name or path
 * (k8s.io/component-helpers/auth/rbac/validation.Covers).
 */
export function missingRules(held: readonly PolicyRule[], wanted: readonly PolicyRule[]): PolicyRule[] {
  return wanted.flatMap(breakdown).filter((part) => !held.some((rule) => covers(rule, part)));
}

function breakdown(rule: PolicyRule): PolicyRule[] {
  const parts: PolicyRule[] = [];
  for (const verb of rule.verbs ?? []) {
    for (const group of rule.apiGroups ?? []) {
      for (const resource of rule.resources ?? []) {
        const part = { verbs: [verb], apiGroups: [group], resources: [resource] };
        if (rule.resourceNames?.length) parts.push(...rule.resourceNames.map((name) => ({ ...part, resourceNames: [name] })));
        else parts.push(part);
      }
    }
    parts.push(...(rule.nonResourceURLs ?? []).map((url) => ({ verbs: [verb], nonResourceURLs: [url] })));
  }
  return parts;
}

/** Whether one rule covers a part made by breakdown. */
function covers(owner: PolicyRule, part: PolicyRule): boolean {
  if (!includes(owner.verbs, part.verbs![0]!)) return false;
  if (part.nonResourceURLs) return pathMatches(owner.nonResourceURLs, part.nonResourceURLs[0]!);
  if (!includes(owner.apiGroups, part.apiGroups![0]!)) return false;
  const [resource, subresource = ''] = part.resources![0]!.split('/');
  if (!resourceMatches(owner.resources, resource!, subresource)) return false;
  if (!owner.resourceNames?.length) return true;
  return part.resourceNames !== undefined && owner.resourceNames.includes(part.resourceNames[0]!);
}

/** Rules for one group and resource (and name) alike, with their verbs brought together (rbacregistryvalidation.CompactRules). */
export function compactRules(rules: readonly PolicyRule[]): PolicyRule[] {
  const simple = new Map<string, PolicyRule>();
  const out: PolicyRule[] = [];
  for (const rule of rules) {
    const key = simpleKey(rule);
    const known = key === undefined ? undefined : simple.get(key);
    if (known) {
      known.verbs = [...new Set([...known.verbs!, ...rule.verbs!])];
      continue;
    }
    const own = { ...rule };
    out.push(own);
    if (key !== undefined) simple.set(key, own);
  }
  return out;
}

function simpleKey(rule: PolicyRule): string | undefined {
  if (rule.nonResourceURLs?.length || rule.apiGroups?.length !== 1 || rule.resources?.length !== 1 || (rule.resourceNames?.length ?? 0) > 1)
    return undefined;
  return JSON.stringify([rule.apiGroups[0], rule.resources[0], rule.resourceNames?.[0] ?? null]);
}

/** `{APIGroups:[""], Resources:["pods"], Verbs:["get" "list"]}` (rbacv1helpers.CompactString). */
export function ruleText(rule: PolicyRule): string {
  const fields: [string, string[] | undefined][] = [
    ['APIGroups', rule.apiGroups],
    ['Resources', rule.resources],
    ['NonResourceURLs', rule.nonResourceURLs],
    ['ResourceNames', rule.resourceNames],
    ['Verbs', rule.verbs],
  ];
  return `{${fields
    .filter(([, values]) => values?.length)
    .map(([name, values]) => `${name}:${goList(values!)}`)
    .join(', ')}}`;
}

/** Go's %q of a string slice: `["a" "b"]`. */
export const goList = (values: readonly string[]): string => `[${values.map((v) => JSON.stringify(v)).join(' ')}]`;
