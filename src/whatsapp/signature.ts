import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Compares in constant time, whatever the lengths. False where either is missing or empty: an unset secret opens nothing. */
export function sameSecret(got: string | null | undefined, want: string | null | undefined): boolean {
  if (!got || !want) return false;
  // Digests have one length, so that not even the secret's length shows in the time taken.
  return timingSafeEqual(digest(got), digest(want));
}

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
  return sameSecret(got, createHmac('sha256', secret).update(raw).digest('hex'));
}

const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
