/** Base64 over UTF-8, with what a browser and Node both have. */
export function encodeBase64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

export const encodeBase64Url = (text: string): string => encodeBase64(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/** Undefined where it is no base64 (of the URL alphabet or the plain one). */
export function decodeBase64(text: string): string | undefined {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (c) => c.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

/** The URL alphabet without padding, as Go's base64.RawURLEncoding reads it; else the place that it calls illegal. */
export function decodeBase64Url(text: string): { text: string } | { illegalAt: number } {
  const illegalAt = text.search(/[^A-Za-z0-9_-]/);
  if (illegalAt >= 0) return { illegalAt };
  if (text.length % 4 === 1) return { illegalAt: text.length - 1 };
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return { text: new TextDecoder().decode(Uint8Array.from(binary, (c) => c.charCodeAt(0))) };
}
