/** Roles and bindings. */
import type { Flags } from '../../frame/flags.ts';
import type { CommandContext, FlagSpec } from '../../frame/types.ts';
import { noResourceMatch } from '../../client/mapper.ts';
import { CliError } from '../../frame/errors.ts';
import { meta, type Generator } from './generator.ts';

const RBAC = 'rbac.authorization.k8s.io';
const RBAC_V1 = `${RBAC}/v1`;

const RULE_FLAGS: readonly FlagSpec[] = [
  { name: 'verb', type: 'strings', usage: 'Verbs that the rule allows.' },
  { name: 'resource', type: 'strings', usage: 'Resources that the rule is about, as resource.group/subresource.' },
  { name: 'resource-name', type: 'array', usage: 'Names of single objects; may be repeated.' },
];

/** Verbs that only make sense on some resources. */
const SPECIAL_VERBS: Record<string, { group: string; resource: string }[]> = {
  use: [
    { group: 'policy', resource: 'podsecuritypolicies' },
    { group: 'extensions', resource: 'podsecuritypolicies' },
  ],
  bind: [
    { group: RBAC, resource: 'roles' },
    { group: RBAC, resource: 'clusterroles' },
  ],
  escalate: [
    { group: RBAC, resource: 'roles' },
    { group: RBAC, resource: 'clusterroles' },
  ],
  impersonate: [
    { group: '', resource: 'users' },
    { group: '', resource: 'serviceaccounts' },
    { group: '', resource: 'groups' },
    { group: 'authentication.k8s.io', resource: 'userextras' },
  ],
};
const COMMON_VERBS = [
  '*',
  'get',
  'delete',
  'list',
  'create',
  'update',
  'patch',
  'watch',
  'proxy',
  'redirect',
  'deletecollection',
  'use',
  'bind',
  'escalate',
  'impersonate',
];

/** A rule for each group of the resources that were named. */
async function rulesOf(flags: Flags, context: CommandContext): Promise<object[]> {
  const verbs = distinct(flags.list('verb'));
  const names = distinct(flags.list('resource-name'));
  if (!verbs.length) throw new CliError('at least one verb must be specified');
  for (const verb of verbs) if (!COMMON_VERBS.includes(verb)) context.err(`Warning: '${verb}' is not a standard resource verb\n`);
  const wanted = flags.list('resource');
  if (!wanted.length) throw new CliError('at least one resource must be specified');
  const groups = new Map<string, string[]>();
  for (const text of wanted) {
    const [word, subresource] = text.split('/');
    if (!word) throw new CliError('resource must be specified if apiGroup/subresource specified');
    const { group, name } = await resourceNamed(word, verbs, context);
    const list = groups.get(group) ?? [];
    const shown = subresource ? `${name}/${subresource}` : name;
    groups.set(group, list.includes(shown) ? list : [...list, shown]);
  }
  return [...groups].map(([group, resources]) => ({
    apiGroups: [group],
    ...(names.length ? { resourceNames: names } : {}),
    resources,
    verbs,
  }));
}

async function resourceNamed(word: string, verbs: string[], context: CommandContext): Promise<{ group: string; name: string }> {
  if (word === '*') return { group: '', name: '*' };
  const named = await lookUp(word, verbs, context);
  for (const verb of verbs) {
    const fitting = SPECIAL_VERBS[verb];
    if (fitting && !fitting.some(({ group, resource }) => group === named.group && resource === named.name)) {
      throw new CliError(`can not perform '${verb}' on '${named.name}' in group '${named.group}'`);
    }
  }
  return named;
}

async function lookUp(word: string, verbs: string[], context: CommandContext): Promise<{ group: string; name: string }> {
  const special = verbs
    .flatMap((v) => SPECIAL_VERBS[v] ?? [])
    .find((s) => s.resource === word.split('.')[0] && (!word.includes('.') || word.split('.').slice(1).join('.') === s.group));
  if (special && !['podsecuritypolicies', 'roles', 'clusterroles', 'serviceaccounts'].includes(special.resource))
    return { group: special.group, name: special.resource };
  const found = await context.client().mapper.find(word);
  if (found) return { group: found.group, name: found.resource };
  if (special) return { group: special.group, name: special.resource };
  throw noResourceMatch(word);
}

const distinct = (list: string[]): string[] => (list.includes('*') ? ['*'] : [...new Set(list)]);

export const role: Generator = {
  name: 'role',
  use: 'NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename]',
  summary: 'Create a role with one rule',
  examples: 'kubectl create role reader --verb=get,list --resource=pods',
  flags: RULE_FLAGS,
  namespaced: true,
  make: async (name, flags, context) => ({
    apiVersion: RBAC_V1,
    kind: 'Role',
    metadata: meta(name),
    rules: (await rulesOf(flags, context)) as any,
  }),
};

export const clusterrole: Generator = {
  name: 'clusterrole',
  use: 'NAME --verb=verb --resource=resource.group [--resource-name=resourcename]',
  summary: 'Create a cluster role',
  examples: `kubectl create clusterrole use-restricted --verb=use --resource=podsecuritypolicies --resource-name=restricted
    kubectl create clusterrole metrics --verb=get --non-resource-url=/metrics`,
  flags: [
    ...RULE_FLAGS,
    { name: 'non-resource-url', type: 'strings', usage: 'Paths of the server that are no resources.' },
    { name: 'aggregation-rule', type: 'strings', usage: 'Labels of the cluster roles that this one gathers.' },
  ],
  namespaced: false,
  async make(name, flags, context) {
    const base = { apiVersion: RBAC_V1, kind: 'ClusterRole', metadata: meta(name) };
    const aggregation = flags.list('aggregation-rule');
    const urls = flags.list('non-resource-url');
    if (aggregation.length) {
      if (urls.length || flags.list('verb').length || flags.list('resource').length || flags.list('resource-name').length)
        throw new CliError('aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames');
      const matchLabels = Object.fromEntries(aggregation.map((pair) => pair.split('=') as [string, string]));
      return { aggregationRule: { clusterRoleSelectors: [{ matchLabels }] }, ...base, rules: null as any };
    }
    if (!flags.list('verb').length) throw new CliError('at least one verb must be specified');
    if (!flags.list('resource').length && !urls.length) throw new CliError('one of resource or nonResourceURL must be specified');
    const rules = flags.list('resource').length ? await rulesOf(flags, context) : [];
    if (urls.length) checkUrls(urls, flags.list('verb'));
    if (urls.length) rules.push({ nonResourceURLs: urls, verbs: distinct(flags.list('verb')) });
    return { ...base, rules: rules as any };
  },
};

const URL_VERBS = ['*', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options'];

function checkUrls(urls: string[], verbs: string[]): void {
  for (const verb of verbs) if (!URL_VERBS.includes(verb)) throw new CliError(`invalid verb: '${verb}' for nonResourceURL`);
  for (const url of urls) if (url !== '*' && !url.startsWith('/')) throw new CliError('nonResourceURL should start with /');
}

const SUBJECT_FLAGS: readonly FlagSpec[] = [
  { name: 'group', type: 'array', usage: 'Group to bind to the role; may be repeated.' },
  { name: 'user', type: 'array', usage: 'User to bind to the role; may be repeated.' },
  { name: 'serviceaccount', type: 'array', usage: 'Service account to bind to the role, as namespace:name; may be repeated.' },
];

function subjectsOf(flags: Flags): object[] {
  const named = (kind: string) => (name: string) => ({ apiGroup: RBAC, kind, name });
  const accounts = flags.list('serviceaccount').map((text) => {
    const [namespace, name, more] = text.split(':');
    if (!namespace || !name || more !== undefined) throw new CliError('serviceaccount must be <namespace>:<name>');
    return { kind: 'ServiceAccount', name, namespace };
  });
  return [...flags.list('user').map(named('User')), ...flags.list('group').map(named('Group')), ...accounts];
}

const subjectsField = (flags: Flags): { subjects?: any } => {
  const subjects = subjectsOf(flags);
  return subjects.length ? { subjects } : {};
};

export const rolebinding: Generator = {
  name: 'rolebinding',
  use: 'NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname]',
  summary: 'Bind a role or cluster role in a namespace',
  examples: 'kubectl create rolebinding editors --clusterrole=edit --serviceaccount=team:robot -n team',
  flags: [
    { name: 'clusterrole', type: 'string', usage: 'Cluster role to bind.' },
    { name: 'role', type: 'string', usage: 'Role of the namespace to bind.' },
    ...SUBJECT_FLAGS,
  ],
  namespaced: true,
  failure: 'failed to create rolebinding',
  make(name, flags) {
    const [clusterRole, own] = [flags.string('clusterrole'), flags.string('role')];
    if (Boolean(clusterRole) === Boolean(own)) throw new CliError('exactly one of clusterrole or role must be specified');
    return {
      apiVersion: RBAC_V1,
      kind: 'RoleBinding',
      metadata: meta(name),
      roleRef: { apiGroup: RBAC, kind: clusterRole ? 'ClusterRole' : 'Role', name: clusterRole || own },
      ...subjectsField(flags),
    };
  },
};

export const clusterrolebinding: Generator = {
  name: 'clusterrolebinding',
  use: 'NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname]',
  summary: 'Bind a cluster role everywhere',
  examples: 'kubectl create clusterrolebinding admins --clusterrole=cluster-admin --user=ada',
  flags: [{ name: 'clusterrole', type: 'string', required: true, usage: 'Cluster role to bind.' }, ...SUBJECT_FLAGS],
  namespaced: false,
  failure: 'failed to create clusterrolebinding',
  make: (name, flags) => ({
    apiVersion: RBAC_V1,
    kind: 'ClusterRoleBinding',
    metadata: meta(name),
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: flags.string('clusterrole') },
    ...subjectsField(flags),
  }),
};
