/** What a refused user is told: after k8s.io/apiserver/pkg/endpoints/handlers/responsewriters/errors.go. */
import type { UserInfo } from '../apiserver/types.ts';
import type { Question } from './rules.ts';

/** `User "alice" cannot list resource "pods" in API group "" in the namespace "team"` (responsewriters.forbiddenMessage). */
export function forbiddenText(user: UserInfo, question: Question, reason = ''): string {
  const text = sanitize(forbiddenSentence(user, question));
  return reason ? `${text}: ${reason}` : text;
}

function forbiddenSentence(user: UserInfo, question: Question): string {
  if (question.path !== undefined) return `User ${JSON.stringify(user.name)} cannot ${question.verb} path ${JSON.stringify(question.path)}`;
  const resource = question.subresource ? `${question.resource}/${question.subresource}` : question.resource;
  const where = question.namespace ? `in the namespace ${JSON.stringify(question.namespace)}` : 'at the cluster scope';
  return `User ${JSON.stringify(user.name)} cannot ${question.verb} resource ${JSON.stringify(resource)} in API group ${JSON.stringify(question.group)} ${where}`;
}

const sanitize = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
