import { sameSecret } from '../../wire/secret.ts';
import type { Handshake } from '../provider.ts';

/** Only what looks like a challenge is said again: nothing else that somebody puts into the address. */
const challenge = /^[A-Za-z0-9_-]{1,200}$/;

/**
 * The question Meta asks when the webhook's address is set: `hub.mode=subscribe`, `hub.verify_token`, and `hub.challenge`, which is
 * the answer where the token is ours. Null where the query has none of it.
 */
export function handshake(query: Readonly<Record<string, string>>, verifyToken: string): Handshake | null {
  const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': asked } = query;
  if (mode === undefined && token === undefined && asked === undefined) return null;
  if (!sameSecret(token, verifyToken)) return { refused: 'hub.verify_token is not META_VERIFY_TOKEN' };
  if (mode !== 'subscribe') return { refused: 'hub.mode is not subscribe' };
  if (asked === undefined || !challenge.test(asked)) return { refused: 'hub.challenge is missing, or is none' };
  return { answer: asked };
}
