import type { Pki } from '../core/pki.ts';
import type { JsonObject, Store } from '../core/store.ts';
import { leafValidity } from './pki.ts';

const CERTIFICATES = '/akslab/certificates/';

/** A client certificate that was issued here. */
interface Issued {
  certificate: string;
  authority: string;
  commonName: string;
  organizations: string[];
  from: number;
  to: number;
}

/**
 * A Pki that writes down the client certificates that it issues. One that comes back, letter for letter, need not be verified by
 * cryptography, whose loading would cost every kubectl command a quarter of its time.
 */
export function rememberedPki(pki: Pki, store: Store): Pki {
  return {
    authority: pki.authority,
    issueServer: pki.issueServer,
    issueClient(authority, subject, now) {
      const pair = pki.issueClient(authority, subject, now);
      const issued: Issued = { certificate: pair.certificate, authority: authority.certificate, ...subject, ...leafValidity(now) };
      store.put(keyOf(pair.certificate), issued as unknown as JsonObject);
      return pair;
    },
    verify(certificate, authority, now) {
      const issued = store.get(keyOf(certificate))?.value as JsonObject | undefined as Issued | undefined;
      if (issued?.certificate !== certificate || issued.authority !== authority) return pki.verify(certificate, authority, now);
      const { commonName, organizations, from, to } = issued;
      return from <= now && now <= to ? { commonName, organizations } : undefined;
    },
  };
}

/** A certificate ends with its signature, which no other has. */
const keyOf = (certificate: string) =>
  CERTIFICATES +
  certificate
    .replace(/-----END[^]*$/, '')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(-32);
