/** Who may use a policy: the pod's service account or the one who asks, by either of the API groups that ever held policies. */
import type { UserInfo } from '../../apiserver/types.ts';
import type { AdmissionContext } from '../types.ts';

export const POLICY_GROUPS = ['policy', 'extensions'] as const;

/** A service account as the plugin asks about it; without system:authenticated, which authentication alone gives. */
export function serviceAccountUser(namespace: string, name: string): UserInfo {
  return { name: `system:serviceaccount:${namespace}:${name}`, groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`] };
}

export function mayUse(context: Pick<AdmissionContext, 'authorize'>, user: UserInfo, namespace: string, policy: string): boolean {
  return POLICY_GROUPS.some((group) =>
    context.authorize(user, { verb: 'use', group, resource: 'podsecuritypolicies', name: policy, namespace }),
  );
}
