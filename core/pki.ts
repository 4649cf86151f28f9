import type { CertificateVerifier } from './kubernetes/cluster.ts';

/** Keys and certificates, which need the host's cryptography. The Node one is in server/pki.ts. */
export interface Pki extends CertificateVerifier {
  /** A new self-signed authority; PEM texts. */
  authority(commonName: string, now: number): KeyPair;
  /** A client certificate of that authority. `organizations` become the user's groups. */
  issueClient(authority: KeyPair, subject: { commonName: string; organizations: string[] }, now: number): KeyPair;
  issueServer(authority: KeyPair, names: string[], now: number): KeyPair;
}

export interface KeyPair {
  /** PEM, `-----BEGIN CERTIFICATE-----`. */
  certificate: string;
  /** PEM, `-----BEGIN EC PRIVATE KEY-----` or `PRIVATE KEY`. */
  key: string;
}
