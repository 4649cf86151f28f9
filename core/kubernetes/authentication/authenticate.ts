/**
 * Who asks: a client certificate, a service account's bearer token, a caller inside the process, or nobody (system:anonymous).
 * After k8s.io/apiserver/pkg/authentication and k8s.io/kubernetes/pkg/serviceaccount.
 */
import { header, type ApiServer } from '../apiserver/server.ts';
import { unauthorized } from '../apiserver/errors.ts';
import type { ApiRequest, UserInfo } from '../apiserver/types.ts';
import { serviceAccountUser } from './service-account.ts';
import { readToken } from './token.ts';

export const AUTHENTICATED = 'system:authenticated';
export const ANONYMOUS: UserInfo = { name: 'system:anonymous', groups: ['system:unauthenticated'] };

/** @throws Unauthorized where what was shown does not hold. */
export function authenticate(server: ApiServer, request: ApiRequest): UserInfo {
  const { credentials } = request;
  if (credentials && 'user' in credentials) return credentials.user;
  const bearer = header(request, 'authorization')?.match(/^bearer +(\S+)$/i)?.[1];
  if (credentials) {
    const subject = server.certificates.verify(credentials.clientCertificate, server.config().certificateAuthority, server.clock.now());
    if (subject) return { name: subject.commonName, groups: [...subject.organizations, AUTHENTICATED] };
    if (!bearer) throw unauthorized();
  }
  if (!bearer) return ANONYMOUS;
  const user = userOfToken(server, bearer);
  if (!user) throw unauthorized();
  return user;
}

/** Whom a service account token names, as long as the account (and the secret or pod it is bound to) is still the same. */
export function userOfToken(server: ApiServer, token: string): UserInfo | undefined {
  const claims = readToken(token, server.id);
  if (!claims || (claims.expires !== undefined && claims.expires <= server.clock.now())) return undefined;
  const account = server.objects.get({ group: '', plural: 'serviceaccounts' }, claims.namespace, claims.serviceAccount);
  if (!account || account.metadata.uid !== claims.uid) return undefined;
  if (claims.secret) {
    const secret = server.objects.get({ group: '', plural: 'secrets' }, claims.namespace, claims.secret);
    if (!secret || secret.metadata.deletionTimestamp) return undefined;
  }
  if (claims.pod) {
    const pod = server.objects.get({ group: '', plural: 'pods' }, claims.namespace, claims.pod.name);
    if (!pod || pod.metadata.uid !== claims.pod.uid) return undefined;
  }
  const user = serviceAccountUser(claims.namespace, claims.serviceAccount, claims.uid);
  if (claims.pod)
    user.extra = { 'authentication.kubernetes.io/pod-name': [claims.pod.name], 'authentication.kubernetes.io/pod-uid': [claims.pod.uid] };
  return { ...user, groups: [...user.groups, AUTHENTICATED] };
}
