/** TokenReview: whom a bearer token stands for. */
import { userOfToken } from '../../authentication/authenticate.ts';
import type { KubeObject } from '../../object.ts';
import { badRequest } from '../errors.ts';
import type { Call } from '../server.ts';

export function tokenReview({ server }: Call, review: KubeObject): object {
  const token = review.spec?.token as string | undefined;
  if (!token) throw badRequest('token is required for TokenReview in authentication');
  const user = userOfToken(server, token);
  if (!user) return { user: {}, error: '[invalid bearer token, Token has been invalidated]' };
  const { name, uid, groups, extra } = user;
  return {
    authenticated: true,
    user: { username: name, ...(uid ? { uid } : {}), groups, ...(extra ? { extra } : {}) },
    audiences: ['https://kubernetes.default.svc.cluster.local'],
  };
}
