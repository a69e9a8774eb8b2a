import { hmacOf, sameSecret } from '../../wire/secret.ts';

/** How far the time of a webhook may lie from ours, both ways. Milliseconds. */
const SPAN = 300_000;

/**
 * `missing`: no signature or no time (Chatwoot signs the inbox's webhooks from 4.13.0 on, the account's from 4.11.2) ·
 * `bad`: made with none of the secrets, or over other bytes · `old`: right, but the time lies more than 300 s from ours,
 * before or after: sent again by someone, or one of the two clocks is wrong.
 */
export type Signed = 'ok' | 'bad' | 'old' | 'missing';

/**
 * Checks `X-Chatwoot-Signature`: `sha256=` and the hex HMAC-SHA256 of `{X-Chatwoot-Timestamp}.{raw body}`.
 *
 * @param raw the bytes as they came in: the parsed JSON written again gives others
 * @param secrets of all doors (inbox, account webhook, agent bot): any may have made it. Empty ones open nothing.
 * @param now milliseconds since 1970
 */
export function webhookSigned(
  raw: Uint8Array | string,
  headers: Pick<Headers, 'get'>,
  secrets: readonly string[],
  now: number,
): Signed {
  const signature = headers.get('x-chatwoot-signature')?.trim() ?? '';
  const timestamp = headers.get('x-chatwoot-timestamp')?.trim() ?? '';
  if (signature === '' || timestamp === '') return 'missing';
  if (!/^\d{1,15}$/.test(timestamp)) return 'bad';
  const made = secrets
    .filter((secret) => secret !== '')
    .map((secret) => `sha256=${hmacOf(secret, `${timestamp}.`, raw)}`);
  // Every secret is tried, so that the time taken does not tell which one fits.
  const fits = made.reduce((any, one) => sameSecret(signature, one) || any, false);
  if (!fits) return 'bad';
  return Math.abs(now - Number(timestamp) * 1000) <= SPAN ? 'ok' : 'old';
}
