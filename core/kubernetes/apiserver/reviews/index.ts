/** Kinds that are questions: created, answered in their status, never stored. */
import type { KubeObject } from '../../object.ts';
import type { Versions } from '../../versions.ts';
import { groupVersion } from '../../resources/registry.ts';
import { readKind } from '../body.ts';
import { methodNotAllowed } from '../errors.ts';
import type { Call } from '../server.ts';
import type { ApiResponse } from '../types.ts';
import { access, localAccess, selfAccess } from './access.ts';
import { selfRules } from './rules.ts';
import { tokenReview } from './token.ts';

export interface Review {
  group: string;
  plural: string;
  kind: string;
  namespaced: boolean;
  /** The status that answers it. */
  answer(call: Call, review: KubeObject): object;
}

const AUTHORIZATION = 'authorization.k8s.io';

export const REVIEWS: readonly Review[] = [
  { group: 'authentication.k8s.io', plural: 'tokenreviews', kind: 'TokenReview', namespaced: false, answer: tokenReview },
  { group: AUTHORIZATION, plural: 'localsubjectaccessreviews', kind: 'LocalSubjectAccessReview', namespaced: true, answer: localAccess },
  { group: AUTHORIZATION, plural: 'selfsubjectaccessreviews', kind: 'SelfSubjectAccessReview', namespaced: false, answer: selfAccess },
  { group: AUTHORIZATION, plural: 'selfsubjectrulesreviews', kind: 'SelfSubjectRulesReview', namespaced: false, answer: selfRules },
  { group: AUTHORIZATION, plural: 'subjectaccessreviews', kind: 'SubjectAccessReview', namespaced: false, answer: access },
];

export const reviewVersions = (versions: Versions): readonly string[] => (versions.has('v1beta1Apis') ? ['v1', 'v1beta1'] : ['v1']);

export function findReview(call: Call): Review | undefined {
  const { apiGroup, apiVersion, resource } = call.info;
  return REVIEWS.find((r) => r.group === apiGroup && r.plural === resource && reviewVersions(call.server.versions).includes(apiVersion));
}

export function review(call: Call, { group, kind, answer }: Review): ApiResponse {
  if (call.info.verb !== 'create' || call.info.name) throw methodNotAllowed();
  const version = call.info.apiVersion;
  const warning = call.server.versions.deprecation(`${groupVersion(group, version)} ${kind}`);
  if (warning) call.warnings.push(warning);
  const object = readKind(call, { group, version, kind });
  const { spec } = object;
  return {
    code: 201,
    body: {
      kind,
      apiVersion: groupVersion(group, version),
      metadata: object.metadata.creationTimestamp === undefined ? { ...object.metadata, creationTimestamp: null } : object.metadata,
      spec: spec ?? {},
      status: answer(call, object),
    },
  };
}
