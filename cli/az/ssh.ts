/** SSH keys as `--generate-ssh-keys` makes them: RSA, 2048 bits. */
export async function generateSshKey(comment: string): Promise<{ privateKey: string; publicKey: string }> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
  const { subtle } = globalThis.crypto;
  const pair = (await subtle.generateKey(algorithm, true, ['sign', 'verify'])) as { privateKey: CryptoKey; publicKey: CryptoKey };
  const { n, e } = await subtle.exportKey('jwk', pair.publicKey);
  const pkcs8 = base64(new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey)));
  const wire = [field(new TextEncoder().encode('ssh-rsa')), field(positive(fromBase64url(e!))), field(positive(fromBase64url(n!)))].flat();
  return {
    privateKey: `-----BEGIN PRIVATE KEY-----\n${pkcs8.match(/.{1,64}/g)!.join('\n')}\n-----END PRIVATE KEY-----\n`,
    publicKey: `ssh-rsa ${base64(Uint8Array.from(wire))}${comment && ` ${comment}`}`,
  };
}

type CryptoKey = Parameters<typeof globalThis.crypto.subtle.exportKey>[1];

/** A length-prefixed field of the SSH wire form (RFC 4251). */
const field = (bytes: Uint8Array): number[] => [...[24, 16, 8, 0].map((shift) => (bytes.length >>> shift) & 255), ...bytes];
/** A number whose top bit is set would read as negative: a zero goes before it. */
const positive = (bytes: Uint8Array): Uint8Array => (bytes[0]! & 128 ? Uint8Array.from([0, ...bytes]) : bytes);
const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const fromBase64url = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));

/** Whether a text is an RSA public key in OpenSSH's form. */
export const isPublicKey = (text: string): boolean => /^ssh-rsa [A-Za-z0-9+/]{100,}={0,2}(?:\s|$)/.test(text);
