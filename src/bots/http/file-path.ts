import { hmacOf, sameSecret } from '../../wire/secret.ts';

/** How long the path to a file is good for; the end of its turn ends it earlier. Seconds. */
const LIVES_S = 900;

/**
 * Where a program behind an address fetches a file of its turn, at our service: the path is the key, and good for a quarter of an hour.
 *
 * @example filePath('0199…', '0199…', 'secret', 1_800_000_000_000) // /api/turns/0199…/files/0199…?until=1800000900&signature=…
 */
export function filePath(turn: string, message: string, secret: string, now: number): string {
  const until = Math.floor(now / 1000) + LIVES_S;
  const path = `/api/turns/${encodeURIComponent(turn)}/files/${encodeURIComponent(message)}`;
  return `${path}?until=${until}&signature=${signatureOf(turn, message, secret, String(until))}`;
}

/** Whether a path was made by us, of this turn and message, and is not too old. */
export function isFilePath(
  { turn, message, until, signature }: Record<'turn' | 'message' | 'until' | 'signature', string>,
  secret: string,
  now: number,
): boolean {
  if (!/^\d{1,12}$/.test(until) || Number(until) * 1000 < now) return false;
  return sameSecret(signature, signatureOf(turn, message, secret, until));
}

const signatureOf = (turn: string, message: string, secret: string, until: string): string =>
  hmacOf(secret, `file.${until}.${turn}.${message}`);
