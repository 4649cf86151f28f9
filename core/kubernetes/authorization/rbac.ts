/**
 * RBAC: who may what, from the (Cluster)Roles and (Cluster)RoleBindings in the store. After
 * k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac and pkg/registry/rbac/validation/rule.go.
 *
 * @example authorizer.authorize(user, { verb: 'use', group: 'policy', resource: 'podsecuritypolicies', name: 'restricted', namespace: 'team' }).allowed
 */
import type { Store, StoreEntry } from '../../store.ts';
import type { UserInfo } from '../apiserver/types.ts';
import type { KubeObject } from '../object.ts';
import { ruleAllows, type PolicyRule, type Question } from './rules.ts';

export interface Decision {
  allowed: boolean;
  /** `RBAC: allowed by ...` where allowed; the roles that could not be found where not; else empty. */
  reason: string;
}

/** One way in which someone may what was asked. */
export interface Grant {
  subject: Subject;
  /** RoleBinding or ClusterRoleBinding. */
  binding: KubeObject;
  /** `{ kind, name }` of the role with the rule. */
  role: { kind: string; name: string };
  rule: PolicyRule;
}

export interface Subject {
  kind: string;
  name: string;
  namespace?: string;
  apiGroup?: string;
}

export interface Authorizer {
  /** Takes in what was written since: the chain calls it at the start of every request, so that a request's many questions cost no look at the store. */
  refresh(): void;
  authorize(user: UserInfo, question: Question): Decision;
  /** Every rule that holds for a user, cluster-wide ones first; in a namespace, or cluster-wide alone where it is empty. */
  rulesFor(user: UserInfo, namespace: string): { rules: PolicyRule[]; errors: string[] };
  /** The rules of the role that a binding in `namespace` refers to; undefined where there is no such role. */
  roleRules(ref: { kind: string; name: string }, namespace: string): PolicyRule[] | undefined;
  /** Who may: every subject with the binding and rule that let it. */
  who(question: Question): Grant[];
}

const GROUP = 'rbac.authorization.k8s.io';
/** The group whose members RBAC's own objects and escalation checks do not bind. */
export const MASTERS = 'system:masters';

/** What one binding gives to one of its subjects. */
interface Holding {
  subject: Subject;
  binding: KubeObject;
  /** The rules of its role, once they were looked up; null where there is no such role. */
  rules?: PolicyRule[] | null;
}

interface Index {
  /** Holdings by subject, for cluster role bindings under '' and for each namespace that was asked about. */
  holdings: Map<string, Map<string, Holding[]>>;
  rules: Map<string, PolicyRule[]>;
}

export function createAuthorizer(store: Store, cluster: string): Authorizer {
  const prefix = (plural: string): string => `/clusters/${cluster}/registry/${plural}.${GROUP}/`;
  const prefixes = ['clusterroles', 'clusterrolebindings', 'roles', 'rolebindings'].map(prefix);
  let index: Index | undefined;
  let builtFrom: (readonly StoreEntry[])[] = [];

  /** Compares entries, not revisions: a store that is rolled back gives the same revisions out again. */
  function refresh(): void {
    const lists = prefixes.map((p) => store.list(p));
    if (index && lists.every((list, i) => sameEntries(list, builtFrom[i]!))) return;
    builtFrom = lists;
    index = { holdings: new Map(), rules: new Map() };
  }

  function current(): Index {
    if (!index) refresh();
    return index!;
  }

  /** What the bindings of a scope give, by subject: of a namespace, or cluster-wide where it is empty. */
  function holdingsIn(scope: string): Map<string, Holding[]> {
    const { holdings } = current();
    const known = holdings.get(scope);
    if (known) return known;
    const found = new Map<string, Holding[]>();
    holdings.set(scope, found);
    for (const { value } of store.list(scope ? `${prefix('rolebindings')}${scope}/` : prefix('clusterrolebindings'))) {
      const binding = value as unknown as KubeObject;
      for (const subject of (binding.subjects ?? []) as Subject[]) {
        const key = subjectKey(subject, scope);
        if (!key) continue;
        const held = found.get(key);
        if (held) held.push({ subject, binding });
        else found.set(key, [{ subject, binding }]);
      }
    }
    return found;
  }

  function roleRules(ref: { kind: string; name: string }, namespace: string): PolicyRule[] | undefined {
    const key = ref.kind === 'ClusterRole' ? `${prefix('clusterroles')}${ref.name}` : `${prefix('roles')}${namespace}/${ref.name}`;
    const rules = current().rules;
    const known = rules.get(key);
    if (known) return known;
    const role = store.get(key)?.value as unknown as KubeObject | undefined;
    if (!role) return undefined;
    const found = (role.rules ?? []) as PolicyRule[];
    rules.set(key, found);
    return found;
  }

  /** Calls `visit` with each rule that holds for the user; stops where it returns true. */
  function visitRules(
    user: UserInfo,
    namespace: string,
    visit: (rule: PolicyRule | undefined, holding: Holding, missing?: string) => boolean,
  ): void {
    for (const scope of namespace ? ['', namespace] : ['']) {
      const bySubject = holdingsIn(scope);
      for (const key of [`User:${user.name}`, ...user.groups.map((g) => `Group:${g}`)]) {
        for (const holding of bySubject.get(key) ?? []) {
          const rules = (holding.rules ??= roleRules(holding.binding.roleRef, scope) ?? null);
          if (!rules) {
            const ref = holding.binding.roleRef;
            if (visit(undefined, holding, `${ref.kind.toLowerCase()}.${GROUP} "${ref.name}" not found`)) return;
            continue;
          }
          for (const rule of rules) if (visit(rule, holding)) return;
        }
      }
    }
  }

  function authorize(user: UserInfo, question: Question): Decision {
    let reason: string | undefined;
    const missing: string[] = [];
    visitRules(user, question.namespace ?? '', (rule, holding, error) => {
      if (error) missing.push(error);
      if (!rule || !ruleAllows(rule, question)) return false;
      reason = `RBAC: allowed by ${bindingText(holding)}`;
      return true;
    });
    if (reason !== undefined) return { allowed: true, reason };
    if (user.groups.includes(MASTERS) || (isNode(user) && nodeMay(question))) return { allowed: true, reason: '' };
    const distinct = [...new Set(missing)];
    if (distinct.length === 0) return { allowed: false, reason: '' };
    return { allowed: false, reason: `RBAC: ${distinct.length === 1 ? distinct[0] : `[${distinct.join(', ')}]`}` };
  }

  /** The Node authorizer, less its graph: a kubelet has the rules of ClusterRole system:node. */
  function nodeMay(question: Question): boolean {
    return (roleRules({ kind: 'ClusterRole', name: 'system:node' }, '') ?? []).some((rule) => ruleAllows(rule, question));
  }

  return {
    refresh,
    authorize,
    roleRules,
    rulesFor(user, namespace) {
      const rules: PolicyRule[] = [];
      const errors: string[] = [];
      visitRules(user, namespace, (rule, _holding, error) => {
        if (rule) rules.push(rule);
        else errors.push(error!);
        return false;
      });
      return { rules, errors };
    },
    who(question) {
      const grants: Grant[] = [];
      for (const scope of question.namespace ? ['', question.namespace] : ['']) {
        for (const { binding, subject } of [...holdingsIn(scope).values()].flat()) {
          const role = binding.roleRef;
          const rule = (roleRules(role, scope) ?? []).find((r) => ruleAllows(r, question));
          if (rule) grants.push({ subject, binding, role: { kind: role.kind, name: role.name }, rule });
        }
      }
      return grants;
    },
  };
}

const sameEntries = (a: readonly StoreEntry[], b: readonly StoreEntry[]): boolean =>
  a === b || (a.length === b.length && a.every((entry, i) => entry === b[i]));

const isNode = (user: UserInfo): boolean => user.name.startsWith('system:node:') && user.groups.includes('system:nodes');

/** How a user is looked up: a service account is the user that it authenticates as. */
function subjectKey(subject: Subject, bindingNamespace: string): string | undefined {
  switch (subject.kind) {
    case 'User':
      return `User:${subject.name}`;
    case 'Group':
      return `Group:${subject.name}`;
    case 'ServiceAccount': {
      const namespace = subject.namespace || bindingNamespace;
      return namespace ? `User:system:serviceaccount:${namespace}:${subject.name}` : undefined;
    }
    default:
      return undefined;
  }
}

function bindingText({ binding, subject }: Holding): string {
  const { name, namespace } = binding.metadata;
  const ref = binding.roleRef;
  const who =
    subject.kind === 'ServiceAccount'
      ? `${subject.kind} ${JSON.stringify(`${subject.name}/${subject.namespace ?? ''}`)}`
      : `${subject.kind} ${JSON.stringify(subject.name)}`;
  return `${binding.kind} ${JSON.stringify(namespace ? `${name}/${namespace}` : name)} of ${ref.kind} ${JSON.stringify(ref.name)} to ${who}`;
}
