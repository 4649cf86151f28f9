/** Continue tokens of paged lists: after k8s.io/apiserver/pkg/storage/etcd3/store.go. */
import { decodeBase64, encodeBase64Url } from '../authentication/base64.ts';
import { badRequest } from './errors.ts';

export interface Continue {
  revision: number;
  /** Key of the last object that was given out. */
  after: string;
}

export const encodeContinue = ({ revision, after }: Continue): string =>
  encodeBase64Url(JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start: `${after}\u0000` }));

/** @throws BadRequest */
export function readContinue(token: string): Continue {
  try {
    const { v, rv, start } = JSON.parse(decodeBase64(token) ?? '') as { v: string; rv: number; start: string };
    if (v === 'meta.k8s.io/v1' && typeof rv === 'number') return { revision: rv, after: start.replace(/\u0000$/, '') };
  } catch {
    // Said below.
  }
  throw badRequest('continue key is not valid: illegal base64 data or a token of another server');
}
