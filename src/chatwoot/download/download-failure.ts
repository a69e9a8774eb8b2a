import { reasonOf } from '../../errors.ts';
import type { Verdict } from '../../verdict.ts';
import { DownloadRefused, type DownloadRefusal } from './download.ts';
import { ChatwootUnreachable } from '../failures/unreachable.ts';

/** A file just sent may not be there yet: so long it is looked for again. Milliseconds. */
const NOT_YET = 60_000;
const NOT_YET_AGAIN = 3000;
/** A person's messages wait behind a file: after so many tries (some minutes) it is given up, and the agent is told. */
const TRIES = 8;

const fixes: Record<DownloadRefusal, string> = {
  foreign:
    'Files are fetched from Chatwoot alone. Check that CHATWOOT_URL and Chatwoot’s FRONTEND_URL name the same Chatwoot.',
  redirect:
    'Chatwoot keeps its files where they are not fetched from: where that is a server of your own network, set CHATWOOT_STORAGE_URL to its address; else let Chatwoot keep them at a public address with https, or send them itself (Rails’ proxy for files).',
  too_large: 'Send it smaller, or as a link.',
  not_there: 'Look in Chatwoot whether the file still opens there; if not, send it again.',
  not_a_file:
    'Something in front of Chatwoot (a login, a firewall) answers for its files: let /rails/active_storage through.',
  answer: 'Look in Chatwoot whether the file opens there, then retry or send it again.',
};

/**
 * What to do after a failed `downloadFile`.
 *
 * @param attempt how often it has been tried, this time included: 1 is the first
 * @param ageMs how long ago the message was written
 */
export function downloadVerdict(error: unknown, attempt: number, ageMs: number): Verdict {
  const giveUp = (fix: string): Verdict => ({ do: 'give_up', reason: reasonOf(error), fix });
  const again = (afterMs?: number): Verdict => (afterMs === undefined ? { do: 'retry' } : { do: 'retry', afterMs });
  if (error instanceof DownloadRefused) {
    const { kind, status } = error;
    if (kind === 'not_there' && ageMs < NOT_YET) return again(NOT_YET_AGAIN);
    // 403 is what a store says where the redirect's five minutes have passed: the next try gets a new one.
    const passing = kind === 'answer' && [403, 408, 425, 429].concat(status >= 500 ? status : []).includes(status);
    const told = error.retryAfter === null ? undefined : error.retryAfter * 1000;
    return passing && attempt < TRIES ? again(told) : giveUp(fixes[kind]);
  }
  const lasting = !(error instanceof ChatwootUnreachable) || error.kind === 'tls';
  return attempt < (lasting ? TRIES : 3 * TRIES) ? again() : giveUp(fixes.answer);
}
