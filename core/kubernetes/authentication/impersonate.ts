/** Impersonation headers, and whether the caller may: after k8s.io/apiserver/pkg/endpoints/filters/impersonation.go. */
import { forbidden, internalError } from '../apiserver/errors.ts';
import { header, headers, type ApiServer } from '../apiserver/server.ts';
import type { ApiRequest, UserInfo } from '../apiserver/types.ts';
import { AUTHENTICATED } from './authenticate.ts';
import { forbiddenText } from '../authorization/forbidden.ts';
import { serviceAccountGroups, serviceAccountOf } from './service-account.ts';
import type { Question } from '../authorization/rules.ts';

const EXTRA = 'impersonate-extra-';
const UNAUTHENTICATED = 'system:unauthenticated';

/** The user on whose behalf the request runs: the caller, or whom the headers name. */
export function impersonate(server: ApiServer, request: ApiRequest, caller: UserInfo): UserInfo {
  const name = header(request, 'impersonate-user');
  const asked = headers(request, 'impersonate-group');
  const extra = extraOf(request);
  if (!name) {
    if (asked.length || Object.keys(extra).length) {
      throw internalError(`requested ${asked.length ? `[{Group  ${asked[0]}    }]` : '[]'} without impersonating a user`);
    }
    return caller;
  }
  const account = serviceAccountOf(name);
  check(
    server,
    caller,
    account ? { resource: 'serviceaccounts', name: account.name, namespace: account.namespace } : { resource: 'users', name },
  );
  for (const group of asked) check(server, caller, { resource: 'groups', name: group });
  for (const [key, values] of Object.entries(extra)) {
    for (const value of values)
      check(server, caller, { group: 'authentication.k8s.io', resource: 'userextras', subresource: key, name: value });
  }
  const groups = [...asked];
  if (account && asked.length === 0) groups.push(...serviceAccountGroups(account.namespace));
  if (name === 'system:anonymous') {
    if (!groups.includes(UNAUTHENTICATED)) groups.push(UNAUTHENTICATED);
  } else if (!groups.includes(AUTHENTICATED) && !groups.includes(UNAUTHENTICATED)) {
    groups.push(AUTHENTICATED);
  }
  return { name, groups, ...(Object.keys(extra).length ? { extra } : {}) };
}

function check(server: ApiServer, caller: UserInfo, what: Omit<Question, 'verb'>): void {
  const question: Question = { verb: 'impersonate', group: '', ...what };
  const { allowed, reason } = server.authorizer.authorize(caller, question);
  if (!allowed)
    throw forbidden({ group: question.group!, name: question.resource! }, question.name!, forbiddenText(caller, question, reason));
}

function extraOf(request: ApiRequest): Record<string, string[]> {
  const extra: Record<string, string[]> = {};
  for (const key in request.headers) {
    if (key.startsWith(EXTRA)) extra[decodeURIComponent(key.slice(EXTRA.length))] = headers(request, key);
  }
  return extra;
}
