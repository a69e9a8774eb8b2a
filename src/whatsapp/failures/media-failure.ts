import { Refused, Unreachable, reasonOf } from '../../errors.ts';
import type { ProviderWords } from '../../providers/about.ts';
import type { Patience, Verdict } from '../../verdict.ts';
import { knownAdvice } from './failure-table.ts';
import { MediaFault, isGone, noSuchFile } from './media-fault.ts';

const second = 1000;
const minute = 60 * second;
const tries = { damaged: 2, few: 4, many: 8 };

const again = 'Ask the person to send the file again.';

/**
 * What to do about a file of a person that could not be fetched. Never `pause`: one file must not stop the others. And never for
 * ever: a provider may shut the door for up to an hour after a few failing downloads (5 or 20 in an hour, by the page one reads).
 * 8 tries span about 50 minutes, 4 tries about 100 seconds.
 *
 * | failure | what is done |
 * |---|---|
 * | gone (404, 410, or WhatsApp's own code for it) | given up: no longer available |
 * | too large, on a foreign host | given up |
 * | damaged | tried once more |
 * | 401, 403, an answer without what was asked for | tried 4 times |
 * | 408, 429, 5xx, no answer | tried 8 times; `Retry-After` wins |
 * | any other refusal | given up |
 *
 * @param attempt how often it has been tried, this time included; from 1.
 * @param at whose answer it is
 */
export function mediaVerdict(error: unknown, attempt: number, at: ProviderWords): Verdict {
  const giveUp = (reason: string, fix = again): Verdict => ({ do: 'give_up', reason, fix });
  const upTo = (most: number, fix: string, afterMs = waited(attempt)): Verdict =>
    attempt < most ? { do: 'retry', afterMs } : giveUp(reasonOf(error), fix);

  const orAll = (own: Verdict): Verdict =>
    own.do === 'retry' ? { ...own, do: 'doubt', reason: reasonOf(error), fix: again, own: forEver } : own;

  if (error instanceof MediaFault) {
    return error.fault === 'damaged' ? upTo(tries.damaged, again) : giveUp(error.message);
  }
  // Given up only here: where nothing of the provider answers the number rests, and no try is counted.
  if (error instanceof Unreachable) return orAll(upTo(tries.many, again));
  if (!(error instanceof Refused)) return upTo(tries.few, 'Report it with the log lines of this message.');
  const { status, retryAfter } = error;
  if (isGone(error) || noSuchFile(error)) {
    return giveUp('the file is no longer available (WhatsApp keeps files for 7 days)');
  }
  const told = retryAfter === null ? undefined : Math.min(retryAfter * second, 60 * minute);
  if (status === 429 || isLimit(error, at)) return upTo(tries.many, again, told);
  if (status === 408 || status >= 500) return orAll(upTo(tries.many, again, told));
  if (status === 401 || status === 403)
    return orAll(upTo(tries.few, `Check ${at.key}, and look at the number in the ${at.console}.`));
  return status < 300
    ? upTo(tries.few, `Check ${at.address}: the answer was not that of ${at.name}.`)
    : giveUp(error.message);
}

const forEver: Patience = { tries: Infinity, overMs: 0 };

/** 5, 20, 80, 320 seconds, then a quarter of an hour. */
const waited = (attempt: number): number => Math.min(5 * second * 4 ** (attempt - 1), 15 * minute);

/** A provider's own limits may come as 400 too. */
const isLimit = (error: Refused, at: ProviderWords): boolean =>
  knownAdvice(error.code, at)?.act === 'limit' || (error.status === 400 && /rate.?limit|too many/i.test(error.message));
