/**
 * Service account tokens: JSON Web Tokens in form, with the claims that the real ones have. The signature is a checksum over the claims
 * and the cluster, which keeps a token of one cluster from passing at another; nothing here guards a secret.
 */
import { decodeBase64, encodeBase64Url } from './base64.ts';

export interface TokenClaims {
  namespace: string;
  serviceAccount: string;
  uid: string;
  /** Name of the secret that holds it: a token without end. */
  secret?: string;
  pod?: { name: string; uid: string };
  audiences?: string[];
  /** Milliseconds; with `issued` on tokens of a TokenRequest. */
  expires?: number;
  issued?: number;
}

const K8S = 'kubernetes.io';
const LEGACY = 'kubernetes.io/serviceaccount';
const header = (): string => encodeBase64Url(JSON.stringify({ alg: 'RS256', kid: 'akslab' }));

export function writeToken(claims: TokenClaims, cluster: string): string {
  const payload = encodeBase64Url(JSON.stringify(claims.secret ? legacyClaims(claims) : boundClaims(claims)));
  return `${header()}.${payload}.${signature(payload, cluster)}`;
}

export function readToken(token: string, cluster: string): TokenClaims | undefined {
  const [head, payload, sign] = token.split('.');
  if (head !== header() || !payload || sign !== signature(payload, cluster)) return undefined;
  const body = JSON.parse(decodeBase64(payload) ?? 'null') as any;
  if (!body) return undefined;
  if (body.iss === LEGACY) {
    return {
      namespace: body[`${LEGACY}/namespace`],
      serviceAccount: body[`${LEGACY}/service-account.name`],
      uid: body[`${LEGACY}/service-account.uid`],
      secret: body[`${LEGACY}/secret.name`],
    };
  }
  const own = body[K8S];
  return {
    namespace: own.namespace,
    serviceAccount: own.serviceaccount.name,
    uid: own.serviceaccount.uid,
    pod: own.pod,
    audiences: body.aud,
    expires: body.exp * 1000,
    issued: body.iat * 1000,
  };
}

function legacyClaims(claims: TokenClaims): object {
  return {
    iss: LEGACY,
    [`${LEGACY}/namespace`]: claims.namespace,
    [`${LEGACY}/secret.name`]: claims.secret,
    [`${LEGACY}/service-account.name`]: claims.serviceAccount,
    [`${LEGACY}/service-account.uid`]: claims.uid,
    sub: `system:serviceaccount:${claims.namespace}:${claims.serviceAccount}`,
  };
}

function boundClaims(claims: TokenClaims): object {
  return {
    aud: claims.audiences,
    exp: Math.floor(claims.expires! / 1000),
    iat: Math.floor(claims.issued! / 1000),
    iss: 'https://kubernetes.default.svc.cluster.local',
    [K8S]: {
      namespace: claims.namespace,
      ...(claims.pod ? { pod: claims.pod } : {}),
      serviceaccount: { name: claims.serviceAccount, uid: claims.uid },
    },
    nbf: Math.floor(claims.issued! / 1000),
    sub: `system:serviceaccount:${claims.namespace}:${claims.serviceAccount}`,
  };
}

/** FNV-1a, four lanes, as URL-safe text. */
function signature(payload: string, cluster: string): string {
  const text = `${cluster}.${payload}`;
  let out = '';
  for (let lane = 0; lane < 4; lane++) {
    let hash = (0x811c9dc5 ^ (lane * 0x9e3779b9)) >>> 0;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
    out += hash.toString(16).padStart(8, '0');
  }
  return encodeBase64Url(out);
}
