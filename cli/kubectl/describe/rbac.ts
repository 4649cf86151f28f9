/** Roles and bindings. */
import type { Describe } from './types.ts';
import { annotations, labels, writer, type Writer } from './writer.ts';

const listText = (list: string[] | undefined): string => `[${(list ?? []).join(' ')}]`;

/** Rules as rows: those for one resource come together, sorted as `kubectl` sorts them. */
export function ruleRows(rules: any[] | null | undefined): string[][] {
  const compact = compactRules((rules ?? []).flatMap(breakdown));
  return compact
    .sort((a, b) => compare(keyOf(a), keyOf(b)))
    .map((r) => [resourceText(r), listText(r.nonResourceURLs), listText(r.resourceNames), listText(r.verbs)]);
}

/** A rule for each of its groups, resources, names and addresses. */
function breakdown(rule: any): any[] {
  const out: any[] = [];
  for (const group of rule.apiGroups ?? []) {
    for (const resource of rule.resources ?? []) {
      for (const name of rule.resourceNames?.length ? rule.resourceNames : [undefined]) {
        for (const verb of rule.verbs ?? [])
          out.push({ apiGroups: [group], resources: [resource], ...(name !== undefined ? { resourceNames: [name] } : {}), verbs: [verb] });
      }
    }
  }
  for (const url of rule.nonResourceURLs ?? []) for (const verb of rule.verbs ?? []) out.push({ nonResourceURLs: [url], verbs: [verb] });
  return out;
}

/** Rules for one group and resource (and the same single name) become one, with all their verbs. */
function compactRules(rules: any[]): any[] {
  const simple = new Map<string, any>();
  const others: any[] = [];
  for (const rule of rules) {
    if (rule.nonResourceURLs) {
      others.push(rule);
      continue;
    }
    const key = JSON.stringify([rule.apiGroups[0], rule.resources[0], rule.resourceNames?.[0]]);
    const known = simple.get(key);
    if (!known) simple.set(key, { ...rule, verbs: [...rule.verbs] });
    else for (const verb of rule.verbs) if (!known.verbs.includes(verb)) known.verbs.push(verb);
  }
  return [...others, ...simple.values()];
}

const resourceText = (rule: any): string =>
  rule.resources
    ? rule.apiGroups[0]
      ? `${rule.resources[0].split('/')[0]}.${rule.apiGroups[0]}${rule.resources[0].includes('/') ? `/${rule.resources[0].split('/').slice(1).join('/')}` : ''}`
      : rule.resources[0]
    : '';

/** How rules are ordered: by their Go text, as sort.Stable(rbacv1helpers.SortableRuleSlice) compares it. */
const keyOf = (r: any): string =>
  `${listText(r.verbs)}${listText(r.apiGroups)}${listText(r.resources)}${listText(r.resourceNames)}${listText(r.nonResourceURLs)}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const describeRole: Describe = async (role) => {
  const w = writer();
  w.line(0, 'Name:', role.metadata.name);
  labels(w, 'Labels', role.metadata.labels);
  annotations(w, 'Annotations', role.metadata.annotations);
  w.line(0, 'PolicyRule:');
  w.line(1, 'Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs');
  w.line(1, '---------', '-----------------', '--------------', '-----');
  for (const row of ruleRows(role.rules)) w.line(1, ...row);
  return w.finish();
};

export const describeBinding: Describe = async (binding) => {
  const w = writer();
  w.line(0, 'Name:', binding.metadata.name);
  labels(w, 'Labels', binding.metadata.labels);
  annotations(w, 'Annotations', binding.metadata.annotations);
  w.line(0, 'Role:');
  w.line(1, 'Kind:', binding.roleRef.kind);
  w.line(1, 'Name:', binding.roleRef.name);
  w.line(0, 'Subjects:');
  w.line(1, 'Kind', 'Name', 'Namespace');
  w.line(1, '----', '----', '---------');
  subjects(w, binding.subjects);
  return w.finish();
};

function subjects(w: Writer, list: any[] | undefined): void {
  for (const s of list ?? []) w.line(1, s.kind, s.name, s.namespace ?? '');
}
