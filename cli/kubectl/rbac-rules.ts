/** Rules of RBAC as kubectl shows them: k8s.io/kubectl/pkg/util/rbac. */

export interface PolicyRule {
  verbs?: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

/** One row: a single resource or path with all verbs on it. */
export interface RuleRow {
  resource: string;
  nonResourceURLs: string;
  resourceNames: string;
  verbs: string;
}

/** Rules broken down, put together by resource, and sorted, as rows. */
export function ruleRows(rules: readonly PolicyRule[]): RuleRow[] {
  return compact(rules.flatMap(breakdown))
    .map((rule) => ({ rule, key: goText(rule) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ rule }) => ({
      resource: combineResourceGroup(rule),
      nonResourceURLs: goList(rule.nonResourceURLs),
      resourceNames: goList(rule.resourceNames),
      verbs: goList(rule.verbs),
    }));
}

/** Each verb on each resource of each group, by itself. */
function breakdown({ verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] }: PolicyRule): PolicyRule[] {
  const rules: PolicyRule[] = [];
  for (const group of apiGroups) {
    for (const resource of resources) {
      for (const verb of verbs) {
        for (const name of resourceNames.length ? resourceNames : [undefined]) {
          rules.push({
            apiGroups: [group],
            resources: [resource],
            verbs: [verb],
            ...(name === undefined ? {} : { resourceNames: [name] }),
          });
        }
      }
    }
  }
  for (const url of nonResourceURLs) for (const verb of verbs) rules.push({ nonResourceURLs: [url], verbs: [verb] });
  return rules;
}

/** Rules on the same resource become one; paths stay as they are. */
function compact(rules: readonly PolicyRule[]): PolicyRule[] {
  const out: PolicyRule[] = [];
  const simple = new Map<string, PolicyRule>();
  for (const rule of rules) {
    if (rule.nonResourceURLs) {
      out.push(rule);
      continue;
    }
    const key = JSON.stringify([rule.apiGroups, rule.resources, rule.resourceNames]);
    const known = simple.get(key);
    if (known) known.verbs!.push(...rule.verbs!);
    else simple.set(key, { ...rule, verbs: [...rule.verbs!] });
  }
  return [...out, ...simple.values()];
}

const goList = (list: readonly string[] = []): string => `[${list.join(' ')}]`;

/** The protobuf text of a rule, by which kubectl sorts. */
const goText = ({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string =>
  `&PolicyRule{Verbs:${goList(verbs)},APIGroups:${goList(apiGroups)},Resources:${goList(resources)},ResourceNames:${goList(resourceNames)},NonResourceURLs:${goList(nonResourceURLs)},}`;

/** `deployments.apps/scale`. */
function combineResourceGroup({ resources = [], apiGroups = [] }: PolicyRule): string {
  if (!resources.length) return '';
  const [resource, subresource] = splitOnce(resources[0]!, '/');
  return `${resource}${apiGroups[0] ? `.${apiGroups[0]}` : ''}${subresource === undefined ? '' : `/${subresource}`}`;
}

function splitOnce(text: string, at: string): [string, string?] {
  const index = text.indexOf(at);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}
