import { createHmac, hash, timingSafeEqual } from 'node:crypto';

/** All secrets are compared as so many bytes, so that not even the length of one shows in the time taken. */
const LENGTH = 256;
/** So many letters fit: up to 3 bytes each, after one byte that says how many bytes they are. */
const MOST_LETTERS = 84;
/** In that byte: what follows is the digest of a longer one. */
const DIGEST = 255;
const given = Buffer.alloc(LENGTH);
const expected = Buffer.alloc(LENGTH);

/** Compares in constant time, whatever the lengths. False where either is missing or empty: an unset secret opens nothing. */
export function sameSecret(got: string | null | undefined, want: string | null | undefined): boolean {
  if (!got || !want) return false;
  return timingSafeEqual(inOneLength(got, given), inOneLength(want, expected));
}

const prepared = new Map<string, Buffer>();

/** Which of many secrets this is, compared as `sameSecret` does; those that are wanted are prepared once. */
export function indicesOfSecret(got: string | null | undefined, wanted: readonly (string | null)[]): number[] {
  if (!got) return [];
  inOneLength(got, given);
  return wanted.flatMap((want, index) => (want && timingSafeEqual(given, preparedOf(want)) ? [index] : []));
}

function preparedOf(secret: string): Buffer {
  const known = prepared.get(secret);
  if (known) return known;
  // Secrets change seldom; those of channels that are gone need not be kept for ever.
  if (prepared.size >= 1_000) prepared.clear();
  const bytes = inOneLength(secret, Buffer.alloc(LENGTH));
  prepared.set(secret, bytes);
  return bytes;
}

/** To take the digest of each would cost a webhook more than to read its JSON. */
function inOneLength(secret: string, into: Buffer): Buffer {
  into.fill(0);
  if (secret.length <= MOST_LETTERS) into[0] = into.write(secret, 1);
  else {
    into[0] = DIGEST;
    sha256(secret).copy(into, 1);
  }
  return into;
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
