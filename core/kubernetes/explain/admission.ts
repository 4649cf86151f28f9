/** What PodSecurityPolicy would make of a pod, policy by policy, and who may use which. */
import { POLICY_GROUPS, serviceAccountUser } from '../admission/podsecuritypolicy/authorization.ts';
import type { Mutation } from '../admission/podsecuritypolicy/draft.ts';
import type { Pod, Policy } from '../admission/podsecuritypolicy/policy.ts';
import { providerFor, type Violation } from '../admission/podsecuritypolicy/provider.ts';
import { admissionContext } from '../apiserver/admission.ts';
import type { ApiServer } from '../apiserver/server.ts';
import type { UserInfo } from '../apiserver/types.ts';
import { MASTERS } from '../authorization/rbac.ts';
import { errorBody } from '../field.ts';
import { preparePod, type PodRequest } from './pod.ts';
import { RULE_WORDS } from './rules.ts';

export interface Explanation {
  namespace: string;
  pod: string;
  serviceAccount: string;
  user: string;
  outcome: 'admitted' | 'refused' | 'not judged';
  /** Who refused before a policy was asked, in the server's words. */
  before?: string;
  /** The policy that admits the pod, and what it sets. */
  policy?: string;
  mutations: Mutation[];
  policies: PolicyFinding[];
}

export interface PolicyFinding {
  name: string;
  verdict: 'admits' | 'admits with changes' | 'refuses';
  /** How the pod's service account or the one who asks may use it; none: neither may. */
  usable: UseGrant[];
  /** Who else may use it in this namespace. */
  others: UseGrant[];
  violations: Finding[];
  mutations: Mutation[];
}

/** `ServiceAccount lab/dev through RoleBinding use-range, Role use-range`. */
export interface UseGrant {
  by: 'service account' | 'user' | 'other';
  subject: string;
  binding: string;
  role: string;
}

export interface Finding {
  rule: string;
  field: string;
  /** The server's words, less the field. */
  message: string;
  about: string;
  allowed: string;
}

export function explainAdmission(server: ApiServer, request: PodRequest): Explanation {
  const prepared = preparePod(server, request);
  const account: string = ('pod' in prepared ? prepared.pod.spec.serviceAccountName : request.pod.spec?.serviceAccountName) ?? 'default';
  const about = {
    namespace: request.namespace,
    pod: request.pod.metadata?.name ?? request.pod.metadata?.generateName ?? '',
    serviceAccount: account,
    user: request.user.name,
  };
  if ('refused' in prepared) return { ...about, outcome: 'not judged', before: prepared.refused, mutations: [], policies: [] };

  const policies = findings(server, prepared.pod, request, account);
  const usable = policies.filter((p) => p.usable.length && p.verdict !== 'refuses');
  const winner = usable.find((p) => p.verdict === 'admits') ?? usable[0];
  return {
    ...about,
    outcome: winner ? 'admitted' : 'refused',
    ...(winner ? { policy: winner.name } : {}),
    mutations: winner?.mutations ?? [],
    policies,
  };
}

export function policiesOf(server: ApiServer): Policy[] {
  return admissionContext(server).list('podsecuritypolicies.policy') as Policy[];
}

function findings(server: ApiServer, pod: Pod, { namespace, user }: PodRequest, account: string): PolicyFinding[] {
  return policiesOf(server).flatMap((policy) => {
    const verdict = providerFor(policy, server.versions)?.evaluate(pod);
    if (!verdict) return [];
    const grants = grantsOf(server, policy.metadata.name!, namespace, user, account);
    return [
      {
        name: policy.metadata.name!,
        verdict: verdict.violations.length ? 'refuses' : verdict.mutations.length ? 'admits with changes' : 'admits',
        usable: grants.filter((g) => g.by !== 'other'),
        others: grants.filter((g) => g.by === 'other'),
        violations: verdict.violations.map((violation) => finding(policy, violation)),
        mutations: verdict.violations.length ? [] : verdict.mutations,
      } satisfies PolicyFinding,
    ];
  });
}

const finding = (policy: Policy, violation: Violation): Finding => ({
  rule: violation.rule,
  field: violation.field,
  message: errorBody(violation),
  about: RULE_WORDS[violation.rule]?.about ?? '',
  allowed: RULE_WORDS[violation.rule]?.allows(policy) ?? '',
});

/** Everybody who may use a policy in a namespace, and through what. */
export function grantsOf(server: ApiServer, policy: string, namespace: string, user: UserInfo, account: string): UseGrant[] {
  const accountUser = serviceAccountUser(namespace, account);
  const seen = new Set<string>();
  const grants = POLICY_GROUPS.flatMap((group) =>
    server.authorizer.who({ verb: 'use', group, resource: 'podsecuritypolicies', name: policy, namespace }),
  )
    .map(({ subject, binding, role }): UseGrant => {
      const owner =
        subject.kind === 'ServiceAccount'
          ? `system:serviceaccount:${subject.namespace ?? binding.metadata.namespace}:${subject.name}`
          : subject.name;
      const covers = (who: UserInfo): boolean => (subject.kind === 'Group' ? who.groups.includes(owner) : who.name === owner);
      return {
        by: covers(accountUser) ? 'service account' : covers(user) ? 'user' : 'other',
        subject: `${subject.kind} ${subject.kind === 'ServiceAccount' ? `${subject.namespace ?? binding.metadata.namespace}/${subject.name}` : subject.name}`,
        binding: `${binding.kind} ${binding.metadata.name}`,
        role: `${role.kind} ${role.name}`,
      };
    })
    .filter((grant) => !seen.has(JSON.stringify(grant)) && seen.add(JSON.stringify(grant)));
  if (user.groups.includes(MASTERS) && !grants.some((g) => g.by === 'user')) {
    grants.push({ by: 'user', subject: `User ${user.name}`, binding: 'the group system:masters', role: 'everything' });
  }
  return grants;
}
