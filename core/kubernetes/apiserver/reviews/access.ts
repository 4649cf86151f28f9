/** SelfSubjectAccessReview, SubjectAccessReview, LocalSubjectAccessReview: what RBAC would say. After k8s.io/kubernetes/pkg/registry/authorization. */
import type { KubeObject } from '../../object.ts';
import type { Question } from '../../authorization/rules.ts';
import { invalid as invalidField, required, type FieldError } from '../../field.ts';
import { badRequest, invalid } from '../errors.ts';
import type { Call } from '../server.ts';
import type { UserInfo } from '../types.ts';

export function selfAccess(call: Call, review: KubeObject): object {
  check('SelfSubjectAccessReview', review, false);
  return decide(call, call.user, review.spec);
}

export function access(call: Call, review: KubeObject): object {
  check('SubjectAccessReview', review, true);
  return decide(call, userOf(review.spec), review.spec);
}

export function localAccess(call: Call, review: KubeObject): object {
  check('LocalSubjectAccessReview', review, true);
  const wanted = review.spec.resourceAttributes?.namespace ?? '';
  if (wanted !== call.info.namespace) throw badRequest(`spec.resourceAttributes.namespace must match namespace: ${call.info.namespace}`);
  return decide(call, userOf(review.spec), review.spec);
}

function decide(call: Call, user: UserInfo, spec: KubeObject): object {
  const { allowed, reason } = call.server.authorizer.authorize(user, questionOf(spec));
  return { allowed, ...(reason ? { reason } : {}) };
}

function questionOf({ resourceAttributes: of, nonResourceAttributes: path }: KubeObject): Question {
  if (path) return { verb: path.verb ?? '', path: path.path ?? '' };
  return {
    verb: of.verb ?? '',
    group: of.group ?? '',
    resource: of.resource ?? '',
    subresource: of.subresource ?? '',
    name: of.name ?? '',
    namespace: of.namespace ?? '',
  };
}

function userOf(spec: KubeObject): UserInfo {
  return {
    name: spec.user ?? '',
    groups: spec.groups ?? [],
    ...(spec.uid ? { uid: spec.uid } : {}),
    ...(spec.extra ? { extra: spec.extra } : {}),
  };
}

/** pkg/apis/authorization/validation. */
function check(kind: string, { spec = {} }: KubeObject, hasSubject: boolean): void {
  const errors: FieldError[] = [];
  if (spec.resourceAttributes && spec.nonResourceAttributes)
    errors.push(
      invalidField('spec.nonResourceAttributes', spec.nonResourceAttributes, 'cannot be specified in combination with resourceAttributes'),
    );
  if (!spec.resourceAttributes && !spec.nonResourceAttributes)
    errors.push(
      invalidField(
        'spec.resourceAttributes',
        spec.resourceAttributes ?? null,
        'exactly one of nonResourceAttributes or resourceAttributes must be specified',
      ),
    );
  if (hasSubject && !spec.user && !spec.groups?.length)
    errors.push(required('spec.user', 'at least one of user or group must be specified'));
  if (errors.length) throw invalid({ group: 'authorization.k8s.io', name: kind }, '', errors);
}
