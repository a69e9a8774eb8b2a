import { createHmac, hash, timingSafeEqual } from 'node:crypto';

/** Compares in constant time, whatever the lengths. False where either is missing or empty: an unset secret opens nothing. */
export function sameSecret(got: string | null | undefined, want: string | null | undefined): boolean {
  if (!got || !want) return false;
  // Digests have one length, so that not even the secret's length shows in the time taken.
  return timingSafeEqual(sha256(got), sha256(want));
}

const digests = new Map<string, Buffer>();

/** Which of many secrets this is, compared as `sameSecret` does; the digests of those that are wanted are made once. */
export function indicesOfSecret(got: string | null | undefined, wanted: readonly (string | null)[]): number[] {
  if (!got) return [];
  const given = sha256(got);
  return wanted.flatMap((want, index) => (want && timingSafeEqual(given, digestOf(want)) ? [index] : []));
}

function digestOf(secret: string): Buffer {
  const known = digests.get(secret);
  if (known) return known;
  // Secrets change seldom; those of channels that are gone need not be kept for ever.
  if (digests.size >= 1_000) digests.clear();
  const digest = sha256(secret);
  digests.set(secret, digest);
  return digest;
}

/** Hex HMAC-SHA256 over the parts, one after the other. */
export function hmacOf(secret: string, ...parts: (string | Uint8Array)[]): string {
  const hmac = createHmac('sha256', secret);
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
}

export const sha256 = (of: string | Uint8Array): Buffer => hash('sha256', of, 'buffer');

/** The 32 bytes of a SHA-256 as it is written down: hex or base64. Null where it has neither form. */
export function sha256In(told: string | null): Buffer | null {
  if (told === null) return null;
  if (/^[0-9a-f]{64}$/i.test(told)) return Buffer.from(told, 'hex');
  return /^[\w+/-]{43}=?$/.test(told) ? Buffer.from(told, 'base64') : null;
}

/** Whether bytes have the digest that was promised for them, told by their own (two SHA-256). */
export const sameDigest = (own: Buffer, promised: Buffer): boolean => timingSafeEqual(promised, own);
