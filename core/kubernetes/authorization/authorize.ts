/** The authorization stage: RBAC's answer for the request itself. */
import { forbidden } from '../apiserver/errors.ts';
import type { Call } from '../apiserver/server.ts';
import type { RequestInfo } from '../apiserver/types.ts';
import { forbiddenText } from './forbidden.ts';
import type { Question } from './rules.ts';

/** @throws Forbidden */
export function authorize({ server, info, user }: Call): void {
  const question = questionOf(info);
  const { allowed, reason } = server.authorizer.authorize(user, question);
  if (!allowed) throw forbidden({ group: question.group ?? '', name: question.resource ?? '' }, question.name ?? '', forbiddenText(user, question, reason));
}

function questionOf(info: RequestInfo): Question {
  if (!info.isResourceRequest) return { verb: info.verb, path: info.path };
  return { verb: info.verb, group: info.apiGroup, resource: info.resource, subresource: info.subresource, name: info.name, namespace: info.namespace };
}
