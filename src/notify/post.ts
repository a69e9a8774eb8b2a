import { signed } from '../bots/http/sign.ts';
import type { Clock } from '../clock.ts';
import { Refused, Unreachable } from '../errors.ts';
import type { Verdict } from '../verdict.ts';
import { mayHaveLeft, whyNoAnswer } from '../wire/no-answer.ts';
import { retryAfterSeconds } from '../wire/retry-after.ts';
import { POST_FIX, REDIRECT_FIX } from './fixes.ts';
import type { Notice } from './notice.ts';

/** The address belongs to the operator, and only takes note. Milliseconds. */
const TIMEOUT_MS = 10_000;

/** What is posted to NOTIFY_URL; docs/OPERATIONS.md explains it. */
export const bodyOf = (
  channel: string,
  { id, subject, state, since, at, details }: Notice,
  { text, language }: { text: string; language: 'es' | 'en' },
) => ({
  id,
  channel,
  subject,
  state,
  since: new Date(since).toISOString(),
  at: new Date(at).toISOString(),
  language,
  text,
  details,
});

/** Tells NOTIFY_URL, which is never named: it may hold a key. Takes any 2xx for an answer, whatever it says. */
export async function post(
  { url, secret }: { url: string; secret: string | null },
  content: ReturnType<typeof bodyOf>,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<void> {
  const body = JSON.stringify(content);
  const timestamp = String(Math.floor(clock.now() / 1000));
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': content.id,
        ...(secret === null ? {} : signed(secret, timestamp, body)),
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
  } catch (cause) {
    const { kind, code } = whyNoAnswer(cause);
    const unclear = mayHaveLeft(kind);
    const what = unclear ? 'gave no answer' : 'could not be reached';
    throw new Unreachable(`NOTIFY_URL ${what} (${code || kind})`, { unclear, cause });
  }
  await response.body?.cancel();
  if (response.ok) return;
  const { status } = response;
  throw new Refused(`NOTIFY_URL answered ${status}`, {
    status,
    retryAfter: retryAfterSeconds(response.headers, clock.now()),
  });
}

/** Those pass by themselves; every other status below 500 says that the address, or what is asked of it, is wrong. */
const PASSING = new Set([408, 409, 425, 429]);

export function postVerdict(error: unknown): Verdict {
  if (!(error instanceof Refused)) return { do: 'retry' };
  const { status, message: reason } = error;
  if (status >= 500 || PASSING.has(status))
    return error.retryAfter === null ? { do: 'retry' } : { do: 'retry', afterMs: error.retryAfter * 1_000 };
  const fix = status < 400 ? REDIRECT_FIX : POST_FIX;
  return { do: 'give_up', reason, fix };
}
