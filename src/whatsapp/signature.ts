import { hmacOf, sameSecret } from '../wire/secret.ts';

/**
 * Checks `x-360dialog-signature` or `X-Hub-Signature-256`: HMAC-SHA256 over the raw bytes, in hex, with or without `sha256=`.
 * The bytes must be the ones received: writing the parsed JSON again gives others (`\/` escapes).
 */
export function signatureOk(raw: Uint8Array, header: string | null | undefined, secret: string): boolean {
  if (!header || !secret) return false;
  const got = header
    .trim()
    .toLowerCase()
    .replace(/^sha256=/, '');
  return sameSecret(got, hmacOf(secret, raw));
}
