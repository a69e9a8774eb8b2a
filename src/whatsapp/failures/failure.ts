import { Refused, Unreachable, reasonOf } from '../../errors.ts';
import type { ProviderWords } from '../../providers/about.ts';
import { failedAlone, refusedAlone, type Patience, type Verdict } from '../../verdict.ts';
import { knownAdvice, type Advice } from './failure-table.ts';

const second = 1000;
const minute = 60 * second;
/** How often a message is tried where the trouble may be its own. */
const fewTries = 4;

/**
 * What to do about a send that failed. Decided by WhatsApp's own code where there is one, else by the HTTP status.
 * Whether an unclear one may be sent again at all is for the caller to find out first.
 *
 * @param attempt how often it has been tried, this time included; from 1.
 * @param at whose answer it is
 */
export function sendVerdict(error: unknown, attempt: number, at: ProviderWords): Verdict {
  if (error instanceof Unreachable) return doubt(reasonOf(error), reach(at), failedAlone, null);
  if (!(error instanceof Refused)) {
    return attempt < fewTries
      ? { do: 'retry' }
      : { do: 'give_up', reason: reasonOf(error), fix: 'Report it with the log lines of this message.' };
  }
  return apply(adviceOf(error, at), error.retryAfter, attempt);
}

function apply(advice: Advice, retryAfter: number | null, attempt: number): Verdict {
  const { reason, fix } = advice;
  const told = retryAfter === null ? (advice.afterMs ?? null) : retryAfter * second;
  switch (advice.act) {
    case 'retry':
      return doubt(reason, fix, failedAlone, told);
    case 'refused':
      return doubt(reason, fix, refusedAlone, told);
    case 'few':
      return attempt < fewTries ? again(told) : { do: 'give_up', reason, fix };
    case 'pair':
      // Meta's own rule: 4^X seconds, X = 0, 1, 2, …
      return again(told ?? Math.min(4 ** (attempt - 1), 1024) * second);
    case 'limit':
      return { do: 'pause', afterMs: told ?? doubled(second, attempt, 5 * minute), reason, fix };
    case 'account':
      return {
        do: 'pause',
        afterMs: told ?? doubled(30 * second, attempt, 10 * minute),
        reason,
        fix,
        endsAtStart: true,
      };
    case 'give_up':
      return { do: 'give_up', reason, fix };
  }
}

const again = (afterMs: number | null): Verdict => (afterMs === null ? { do: 'retry' } : { do: 'retry', afterMs });

/** This message's alone, or everybody's: the number's health tells (`Verdict`). */
const doubt = (reason: string, fix: string, own: Patience, afterMs: number | null): Verdict => ({
  do: 'doubt',
  reason,
  fix,
  own,
  ...(afterMs === null ? {} : { afterMs }),
});

const reach = ({ name, address }: ProviderWords): string => `Check that this machine reaches ${name}, and ${address}.`;

const doubled = (first: number, attempt: number, most: number): number => Math.min(first * 2 ** (attempt - 1), most);

function adviceOf(error: Refused, at: ProviderWords): Advice {
  // Meta has one code for a parameter that is wrong, for a number that the token may not see, and for an app that asks for more.
  if (error.code === 100 && /appsecret_proof/i.test(error.message)) {
    const fix = 'Switch "Require app secret" off: the app → App settings → Advanced → Security.';
    return { act: 'account', reason: 'the app takes calls with a proof of its secret only', fix };
  }
  if (error.code === 100 && /missing permissions/i.test(error.message)) {
    return { act: 'account', reason: `${at.key} may not use this number`, fix: at.keyFix.en };
  }
  return knownAdvice(error.code, at) ?? adviceByStatus(error, at);
}

/** No code of WhatsApp's, or an unknown one: the provider itself or something in between answered. Its 400 may be a rate limit. */
function adviceByStatus(error: Refused, at: ProviderWords): Advice {
  const { status, message } = error;
  const hub = `Look at the number in the ${at.console}.`;
  const address = `Check ${at.address}`;
  const reason = message;
  if (status === 429 || (status === 400 && /rate.?limit|too many/i.test(message))) {
    return {
      act: 'limit',
      reason: `${at.name} limits the number of calls`,
      fix: 'Nothing to do: it is tried again by itself.',
    };
  }
  if (status === 401) {
    return {
      act: 'refused',
      reason: `${at.key} is not accepted`,
      fix: at.keyFix.en,
    };
  }
  // A code that is new to us.
  if (error.passing) return { act: 'few', reason, fix: `Retry the problem later; if it fails again, ask ${at.name}.` };
  if (status === 403 || status === 402) return { act: 'refused', reason, fix: hub };
  if (status === 400 && error.code === null && /payment|api (is )?disabled|disabled api/i.test(message)) {
    return { act: 'refused', reason, fix: hub };
  }
  if (status >= 500 || status === 408) return { act: 'retry', reason, fix: hub };
  if ((status === 404 && error.code === null) || (status >= 300 && status < 400)) {
    return { act: 'refused', reason: `nothing is sent at this address (${status})`, fix: `${address}.` };
  }
  // A page that says "maintenance" with a 200, or a login.
  if (status < 300) return { act: 'refused', reason, fix: `${address}: the answer was not that of ${at.name}.` };
  // Something in between that does not speak WhatsApp's language: a firewall, a proxy.
  if (error.code === null && [405, 406, 410, 451].includes(status)) return { act: 'refused', reason, fix: hub };
  return { act: 'give_up', reason, fix: 'Read the reason, correct what it names, and retry the problem.' };
}

/** What a code means to the people who run this, and what they can do. Also for refusals that come later, as a `failed` status. */
export function adviceFor(code: number | null, at: ProviderWords): { reason: string; fix: string } {
  const advice = knownAdvice(code, at);
  if (advice) return { reason: advice.reason, fix: advice.fix };
  return {
    reason: code === null ? 'WhatsApp gave no reason' : `WhatsApp refused it with code ${code}`,
    fix: `Retry the problem; if it fails again, ask ${at.name}.`,
  };
}
