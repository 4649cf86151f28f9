/**
 * Nobody grants through RBAC what he does not have himself: after k8s.io/kubernetes/pkg/registry/rbac/{role,clusterrole,rolebinding,
 * clusterrolebinding}/policybased/storage.go and pkg/registry/rbac/validation/rule.go.
 */
import { forbidden, notFound } from '../apiserver/errors.ts';
import { resourceOf, type ResourceCall } from '../apiserver/server.ts';
import { equal, type KubeObject } from '../object.ts';
import { MASTERS } from './rbac.ts';
import { compactRules, goList, missingRules, ruleText, type PolicyRule, type Question } from './rules.ts';

const GROUP = 'rbac.authorization.k8s.io';
const EVERYTHING: PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

/** What is checked of a write of one of RBAC's own kinds before it is stored. @throws Forbidden */
export function beforeStore(call: ResourceCall, object: KubeObject, old: KubeObject | undefined): void {
  const { resource } = call.served;
  if (resource.group !== GROUP || call.user.groups.includes(MASTERS)) return;
  if (resource.kind === 'Role' || resource.kind === 'ClusterRole') checkRole(call, object, old);
  else checkBinding(call, object, old);
}

function checkRole(call: ResourceCall, role: KubeObject, old: KubeObject | undefined): void {
  if (old && equal(old.rules ?? [], role.rules ?? []) && equal(old.aggregationRule, role.aggregationRule)) return;
  if (
    isAllowed(call, {
      verb: 'escalate',
      resource: call.served.resource.plural,
      name: role.metadata.name,
      namespace: role.metadata.namespace,
    })
  )
    return;
  if (role.aggregationRule?.clusterRoleSelectors?.length && missingText(call, EVERYTHING, '')) {
    throw forbidden(resourceOf(call), role.metadata.name!, 'must have cluster-admin privileges to use the aggregationRule');
  }
  const missing = missingText(call, role.rules ?? [], role.metadata.namespace ?? '');
  if (missing) throw forbidden(resourceOf(call), role.metadata.name!, missing);
}

function checkBinding(call: ResourceCall, binding: KubeObject, old: KubeObject | undefined): void {
  if (old && equal(old.roleRef, binding.roleRef) && equal(old.subjects ?? [], binding.subjects ?? [])) return;
  const ref = binding.roleRef ?? {};
  const namespace = binding.metadata.namespace ?? '';
  if (isAllowed(call, { verb: 'bind', resource: ref.kind === 'ClusterRole' ? 'clusterroles' : 'roles', name: ref.name, namespace })) return;
  const rules = call.server.authorizer.roleRules(ref, namespace);
  if (!rules) throw notFound({ group: GROUP, name: String(ref.kind ?? '').toLowerCase() }, ref.name ?? '');
  const missing = missingText(call, rules, namespace);
  if (missing) throw forbidden(resourceOf(call), binding.metadata.name!, missing);
}

const isAllowed = ({ server, user }: ResourceCall, question: Question): boolean =>
  server.authorizer.authorize(user, { group: GROUP, ...question }).allowed;

/** What the user would grant without having it, in RBAC's words; undefined where there is no such thing. */
function missingText({ server, user }: ResourceCall, wanted: PolicyRule[], namespace: string): string | undefined {
  const held = server.authorizer.rulesFor(user, namespace);
  const missing = missingRules(held.rules, wanted);
  if (missing.length === 0) return undefined;
  const texts = [...new Set(compactRules(missing).map(ruleText))].sort();
  const errors = held.errors.length ? `; resolution errors: [${held.errors.join(' ')}]` : '';
  return `user ${JSON.stringify(user.name)} (groups=${goList(user.groups)}) is attempting to grant RBAC permissions not currently held:\n${texts.join('\n')}${errors}`;
}
