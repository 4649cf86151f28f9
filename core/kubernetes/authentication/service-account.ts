/** Service accounts as users: after k8s.io/apiserver/pkg/authentication/serviceaccount. */
import type { UserInfo } from '../apiserver/types.ts';

const PREFIX = 'system:serviceaccount:';

export const serviceAccountName = (namespace: string, name: string): string => `${PREFIX}${namespace}:${name}`;
export const serviceAccountGroups = (namespace: string): string[] => ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];

/** The account that a user name stands for, or undefined. */
export function serviceAccountOf(userName: string): { namespace: string; name: string } | undefined {
  if (!userName.startsWith(PREFIX)) return undefined;
  const parts = userName.slice(PREFIX.length).split(':');
  return parts.length === 2 && parts[0] && parts[1] ? { namespace: parts[0], name: parts[1] } : undefined;
}

/** Without system:authenticated, which authentication adds. */
export function serviceAccountUser(namespace: string, name: string, uid?: string): UserInfo {
  return { name: serviceAccountName(namespace, name), groups: serviceAccountGroups(namespace), ...(uid ? { uid } : {}) };
}
