/** The authorization stage: RBAC's answer for the request itself. */
import { parseFieldSelector } from '../../../formats/selector.ts';
import { forbidden } from '../apiserver/errors.ts';
import type { Call } from '../apiserver/server.ts';
import type { RequestInfo } from '../apiserver/types.ts';
import { forbiddenText } from './forbidden.ts';
import type { Question } from './rules.ts';

/** @throws Forbidden */
export function authorize({ server, info, query, user }: Call): void {
  const question = questionOf(info, query);
  const { allowed, reason } = server.authorizer.authorize(user, question);
  if (!allowed)
    throw forbidden(
      { group: question.group ?? '', name: question.resource ?? '' },
      question.name ?? '',
      forbiddenText(user, question, reason),
    );
}

function questionOf(info: RequestInfo, query: URLSearchParams): Question {
  if (!info.isResourceRequest) return { verb: info.verb, path: info.path };
  const { apiGroup: group, verb, resource, subresource, namespace } = info;
  return { verb, group, resource, subresource, name: info.name || nameSelected(info, query), namespace };
}

const COLLECTION_VERBS = new Set(['list', 'watch', 'deletecollection']);

/** A collection narrowed to one name is asked for by that name: rules with resourceNames then count. */
function nameSelected({ verb }: RequestInfo, query: URLSearchParams): string {
  const selector = COLLECTION_VERBS.has(verb) ? query.get('fieldSelector') : null;
  if (!selector) return '';
  try {
    const terms = parseFieldSelector(selector);
    return terms.find(({ field, isEqual }) => field === 'metadata.name' && isEqual)?.value ?? '';
  } catch {
    // The handler says what is wrong with it.
    return '';
  }
}
