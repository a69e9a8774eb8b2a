import { applicationVerdict } from '../chatwoot/application-failure.ts';
import { registerVerdict, type Known } from '../chatwoot/failure.ts';
import { ChatwootRefused, isMissingRecord } from '../chatwoot/refusal.ts';
import { ChatwootUnreachable } from '../chatwoot/unreachable.ts';
import { reasonOf, Refused, Unreachable } from '../errors.ts';
import type { Outcome } from '../queue/worker.ts';
import { changePlace } from '../store/places.ts';
import type { Job, Place } from '../store/tables.ts';
import type { Verdict } from '../verdict.ts';
import type { RegisterOptions } from './register-options.ts';

/**
 * What becomes of a job whose call to Chatwoot failed.
 *
 * @param triedAt when the last call that may have left something began
 */
export async function registerFailure(
  error: unknown,
  job: Job,
  place: Place,
  trace: object,
  options: RegisterOptions,
  triedAt: number,
): Promise<Outcome> {
  const failed = await atTheInbox(error, options);
  const verdict = decide(failed, job.attempts, await knownOf(failed, options));
  const reason = reasonOf(failed);
  const unclear = (failed instanceof Refused || failed instanceof Unreachable) && failed.unclear;
  // An answer came (a 500 after saving): nothing is under way any more, it can be read back at once.
  const began = failed instanceof Refused ? 0 : triedAt;
  options.log.warn({ ...trace, reason, verdict: verdict.do, unclear }, 'not registered');
  const listCannotBeHad = verdict.do === 'give_up' && isOfList(failed);
  return {
    do: 'failed',
    verdict,
    reason,
    unclear,
    triedAt: began,
    commit: async (tx) => {
      if (!listCannotBeHad) return;
      // Everything that follows for this person would end the same way, each after minutes: it waits for the operator.
      await changePlace(tx, place, { blocked: verdict.reason });
    },
  };
}

const isOfList = (error: unknown): boolean =>
  (error instanceof ChatwootRefused || error instanceof ChatwootUnreachable) &&
  error.call === 'GET /contacts/:contact/conversations';

/** By a token: what its refusals mean is another table's. */
const isOfApplication = (error: unknown): boolean =>
  error instanceof ChatwootRefused && /^[A-Z]+ \/conversations/.test(error.call);

function decide(error: unknown, attempt: number, known: Known): Verdict {
  const own = isOfApplication(error) ? applicationVerdict(error, attempt) : registerVerdict(error, attempt, known);
  // The same for everybody: one knock at the door is enough for all. Not so an answer that took too long or was cut: that may be
  // this person's long list alone, and must be counted to be found out.
  const nobodyThere = error instanceof ChatwootUnreachable && error.kind !== 'timeout' && error.kind !== 'cut';
  if (!nobodyThere || own.do !== 'retry') return own;
  const fix = 'Check that Chatwoot runs and that CHATWOOT_URL is right.';
  return { do: 'pause', afterMs: 1_000, reason: reasonOf(error), fix };
}

/**
 * What fails may be the person's (a deleted conversation, a list too long to be read) or everybody's: the inbox is gone, Chatwoot does
 * not answer at all. The inbox tells which; where it fails too, its failure is the one that counts.
 */
async function atTheInbox(error: unknown, { client }: RegisterOptions): Promise<unknown> {
  const isGone = isMissingRecord(error) && error.call !== 'POST /contacts';
  if (!isGone && !isOfList(error)) return error;
  try {
    await client.inbox();
    return error;
  } catch (inboxError) {
    return inboxError;
  }
}

/** Only a fresh look at the inbox tells a wrong HMAC token from a passing 500. */
async function knownOf(error: unknown, { client, hmacToken }: RegisterOptions): Promise<Known> {
  if (!(error instanceof ChatwootRefused) || error.status !== 500 || error.call !== 'POST /contacts') return {};
  try {
    return { hmacToken, inbox: await client.inbox() };
  } catch {
    return { hmacToken };
  }
}
