/** Continue tokens of paged lists: after k8s.io/apiserver/pkg/storage/etcd3/store.go. */
import { decodeBase64Url, encodeBase64Url } from '../authentication/base64.ts';
import { unmarshal } from '../../../formats/gojson.ts';
import { badRequest } from './errors.ts';

export interface Continue {
  /** The list is as of then; -1: as of now, since then is forgotten. */
  revision: number;
  /** Key of the last object that was given out. */
  after: string;
}

const VERSION = 'meta.k8s.io/v1';

export const encodeContinue = ({ revision, after }: Continue): string =>
  encodeBase64Url(JSON.stringify({ v: VERSION, rv: revision, start: `${after}\u0000` }));

/** @throws BadRequest */
export function readContinue(token: string): Continue {
  const refuse = (why: string): never => {
    throw badRequest(`invalid continue token: continue key is not valid: ${why}`);
  };
  const decoded = decodeBase64Url(token);
  if ('illegalAt' in decoded) return refuse(`illegal base64 data at input byte ${decoded.illegalAt}`);
  const { v = '', rv = 0, start = '' } = readToken(decoded.text, refuse);
  if (v !== VERSION) refuse(`server does not recognize this encoded version ${JSON.stringify(v)}`);
  if (rv === 0) refuse(`incorrect encoded start resourceVersion (version ${VERSION})`);
  if (start === '') refuse(`encoded start key empty (version ${VERSION})`);
  // A key that leads out of where it may start is no key.
  if (
    start
      .replace(/^\//, '')
      .split('/')
      .some((part) => part === '' || part === '.' || part === '..')
  )
    refuse(start);
  return { revision: rv, after: start.replace(/\u0000$/, '') };
}

function readToken(text: string, refuse: (why: string) => never): { v?: string; rv?: number; start?: string } {
  try {
    return (unmarshal(text) ?? {}) as { v?: string; rv?: number; start?: string };
  } catch (error) {
    return refuse((error as Error).message);
  }
}
