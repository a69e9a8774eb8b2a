import { STATUS_CODES } from 'node:http';
import { isIP } from 'node:net';
import { signatureOf } from '../signature.ts';
import type { ChatwootState } from '../state.ts';

export interface Posted {
  /** Null where no answer came. */
  status: number | null;
  /** Chatwoot's words for what went wrong; null where it was taken. */
  failure: string | null;
}

/** Posts one event, once. `headers` is filled with what was sent. Never rejects. */
export async function postWebhook(
  state: ChatwootState,
  door: { door: 'inbox' | 'account' | 'bot'; url: string; secret: string },
  body: string,
  headers: Record<string, string>,
  limits: { timeoutMs: number; privateNetwork: boolean; signal: AbortSignal },
): Promise<Posted> {
  const { features } = state;
  Object.assign(headers, {
    'accept-encoding': 'gzip;q=1.0,deflate;q=0.6,identity;q=0.3',
    accept: 'application/json',
    'user-agent': features.userAgent,
    'content-type': 'application/json',
    ...signed(state, door, body),
  });
  const refusal = refusedAddress(door.url, limits.privateNetwork || !features.safeFetch);
  if (refusal !== null) return { status: null, failure: refusal };
  try {
    const answer = await fetch(door.url, {
      method: 'POST',
      headers,
      body,
      redirect: features.safeFetch ? 'follow' : 'manual',
      signal: AbortSignal.any([limits.signal, AbortSignal.timeout(limits.timeoutMs)]),
    });
    await answer.arrayBuffer();
    const { status } = answer;
    const failure = status >= 200 && status < 300 ? null : `${status} ${STATUS_CODES[status] ?? ''}`.trim();
    return { status, failure };
  } catch (error) {
    return { status: null, failure: wordsFor(error, door.url) };
  }
}

function signed(
  state: ChatwootState,
  { door, secret }: { door: 'inbox' | 'account' | 'bot'; secret: string },
  body: string,
): Record<string, string> {
  const { signsInbox, signsAccount } = state.features;
  const delivery = door === 'bot' ? signsInbox : signsAccount;
  const signs = door === 'account' ? signsAccount : signsInbox;
  const timestamp = String(Math.floor(state.clock.now() / 1_000));
  return {
    ...(delivery ? { 'x-chatwoot-delivery': state.newUuid() } : {}),
    ...(signs
      ? { 'x-chatwoot-timestamp': timestamp, 'x-chatwoot-signature': signatureOf(secret, timestamp, body) }
      : {}),
  };
}

/** Why this address is not called at all; null where it is. */
function refusedAddress(url: string, privateNetwork: boolean): string | null {
  if (!URL.canParse(url) || !/^https?:/.test(url)) return 'URL must be HTTP or HTTPS';
  const { hostname } = new URL(url);
  const isPrivate = hostname === 'localhost' || (isIP(hostname) === 4 && /^(127|10|192\.168)\./.test(hostname));
  return isPrivate && !privateNetwork ? `Hostname '${hostname}' has no public ip addresses` : null;
}

function wordsFor(error: unknown, url: string): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'Net::ReadTimeout with #<TCPSocket:(closed)>';
  const { hostname, port } = new URL(url);
  return `Failed to open TCP connection to ${hostname}:${port} (Connection refused - connect(2) for "${hostname}" port ${port})`;
}
