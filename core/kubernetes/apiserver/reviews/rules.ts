/** SelfSubjectRulesReview: everything that the caller may do in a namespace. */
import type { KubeObject } from '../../object.ts';
import { badRequest } from '../errors.ts';
import type { Call } from '../server.ts';

export function selfRules({ server, user }: Call, review: KubeObject): object {
  const namespace = review.spec?.namespace as string | undefined;
  if (!namespace) throw badRequest('no namespace on request');
  const { rules, errors } = server.authorizer.rulesFor(user, namespace);
  const text = errors.length === 0 ? undefined : errors.length === 1 ? errors[0] : `[${[...new Set(errors)].join(', ')}]`;
  return {
    resourceRules: rules
      .filter((r) => r.resources?.length)
      .map(({ verbs, apiGroups, resources, resourceNames }) => ({
        verbs,
        apiGroups,
        resources,
        ...(resourceNames ? { resourceNames } : {}),
      })),
    nonResourceRules: rules.filter((r) => r.nonResourceURLs?.length).map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
    incomplete: errors.length > 0,
    ...(text ? { evaluationError: text } : {}),
  };
}
