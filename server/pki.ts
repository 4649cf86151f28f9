import type { KeyObject, X509Certificate } from 'node:crypto';
import { createRequire } from 'node:module';
import type { KeyPair, Pki } from '../core/pki.ts';
import { bitString, bool, contextTag, integer, ip, objectId, octetString, sequence, set, time, utf8String } from './der.ts';

const YEAR = 365 * 24 * 3600 * 1000;
/** As AKS dates them: authorities for thirty years, client and server certificates for two. */
const VALIDITY = { authority: 30 * YEAR, leaf: 2 * YEAR };
/** Certificates begin a little in the past, for clocks that are not quite right. */
const BACKDATED = 10 * 60 * 1000;

const OID = {
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  subjectAltName: '2.5.29.17',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  serverAuth: '1.3.6.1.5.5.7.3.1',
};

/** Bits of a KeyUsage extension, RFC 5280 section 4.2.1.3. */
const USAGE = { digitalSignature: 0x80, certSign: 0x06 };

type Subject = { commonName: string; organizations: string[] };
type Verified = { issuer: string; subject: Subject; from: number; to: number };

/** When a client or server certificate issued at `now` is valid. */
export const leafValidity = (now: number): { from: number; to: number } => ({ from: now - BACKDATED, to: now + VALIDITY.leaf });

/** Elliptic-curve (P-256) X.509 certificates through Node's cryptography, which is loaded when it is first needed. */
export function nodePki(): Pki {
  const verified = new Map<string, Verified | undefined>();
  return {
    authority(commonName, now) {
      const keys = newKeys();
      const subject = { commonName, organizations: [] };
      const extensions = [extension(OID.basicConstraints, sequence(bool(true)), true), usage(USAGE.certSign | USAGE.digitalSignature)];
      return certify({ subject, issuer: subject, keys, signer: keys.privateKey, now, validity: VALIDITY.authority, extensions });
    },
    issueClient(authority, subject, now) {
      const extensions = [usage(USAGE.digitalSignature), extension(OID.extendedKeyUsage, sequence(objectId(OID.clientAuth)))];
      return issue(authority, subject, extensions, now);
    },
    issueServer(authority, names, now) {
      const alternatives = names.map((name) => (isAddress(name) ? contextTag(7, ip(name)) : contextTag(2, Buffer.from(name))));
      const extensions = [
        usage(USAGE.digitalSignature),
        extension(OID.extendedKeyUsage, sequence(objectId(OID.serverAuth))),
        extension(OID.subjectAltName, sequence(...alternatives)),
      ];
      return issue(authority, { commonName: names[0]!, organizations: [] }, extensions, now);
    },
    verify(certificate, authority, now) {
      const cacheKey = `${authority}\n${certificate}`;
      if (!verified.has(cacheKey)) verified.set(cacheKey, read(certificate, authority));
      const found = verified.get(cacheKey);
      return found && found.from <= now && now <= found.to ? found.subject : undefined;
    },
  };
}

const crypto = (): typeof import('node:crypto') => createRequire(import.meta.url)('node:crypto');

function newKeys() {
  return crypto().generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function issue(authority: KeyPair, subject: Subject, extensions: Buffer[], now: number): KeyPair {
  const { createPrivateKey, X509Certificate } = crypto();
  const issuer = subjectOf(new X509Certificate(authority.certificate));
  return certify({ subject, issuer, keys: newKeys(), signer: createPrivateKey(authority.key), now, validity: VALIDITY.leaf, extensions });
}

interface Certification {
  subject: Subject;
  issuer: Subject;
  keys: { publicKey: KeyObject; privateKey: KeyObject };
  signer: KeyObject;
  /** When it is issued, and how long it is valid, in milliseconds. */
  now: number;
  validity: number;
  extensions: Buffer[];
}

function certify({ subject, issuer, keys, signer, now, validity, extensions }: Certification): KeyPair {
  const { randomBytes, sign } = crypto();
  const algorithm = sequence(objectId(OID.ecdsaWithSha256));
  const serial = randomBytes(16);
  serial[0]! &= 0x7f;
  serial[0]! |= 0x40;
  const body = sequence(
    contextTag(0, integer(Buffer.from([2])), true),
    integer(serial),
    algorithm,
    name(issuer),
    sequence(time(now - BACKDATED), time(now + validity)),
    name(subject),
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    contextTag(3, sequence(...extensions), true),
  );
  const certificate = sequence(body, algorithm, bitString(sign('sha256', body, signer)));
  return { certificate: pem('CERTIFICATE', certificate), key: keys.privateKey.export({ type: 'sec1', format: 'pem' }) as string };
}

/** Organisations first, then the common name, as kubeadm and AKS write them. */
function name(subject: Subject): Buffer {
  const attribute = (oid: string, value: string) => set(sequence(objectId(oid), utf8String(value)));
  return sequence(...subject.organizations.map((o) => attribute(OID.organization, o)), attribute(OID.commonName, subject.commonName));
}

function extension(oid: string, value: Buffer, critical = false): Buffer {
  return sequence(objectId(oid), ...(critical ? [bool(true)] : []), octetString(value));
}

function usage(bits: number): Buffer {
  let unused = 0;
  while (!((bits >> unused) & 1)) unused++;
  return extension(OID.keyUsage, bitString(Buffer.from([bits]), unused), true);
}

function pem(label: string, der: Buffer): string {
  return `-----BEGIN ${label}-----\n${der.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;
}

/** What a certificate says, if that authority signed it. */
function read(certificate: string, authority: string): Verified | undefined {
  const { X509Certificate } = crypto();
  try {
    const leaf = new X509Certificate(certificate);
    const issuer = new X509Certificate(authority);
    if (!leaf.checkIssued(issuer) || !leaf.verify(issuer.publicKey)) return undefined;
    return { issuer: leaf.issuer, subject: subjectOf(leaf), from: Date.parse(leaf.validFrom), to: Date.parse(leaf.validTo) };
  } catch {
    return undefined; // Not a certificate at all.
  }
}

function subjectOf(certificate: X509Certificate): Subject {
  const subject = certificate.toLegacyObject().subject as unknown as Record<string, string | string[] | undefined>;
  return { commonName: [subject.CN ?? ''].flat()[0]!, organizations: [subject.O ?? []].flat() };
}

const isAddress = (name: string) => /^\d+(\.\d+){3}$/.test(name) || name.includes(':');
