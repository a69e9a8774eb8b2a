import { applicationVerdict } from '../../chatwoot/failures/application-failure.ts';
import { registerVerdict, type Known } from '../../chatwoot/failures/failure.ts';
import { ChatwootRefused, isMissingRecord } from '../../chatwoot/failures/refusal.ts';
import { ChatwootUnreachable } from '../../chatwoot/failures/unreachable.ts';
import { reasonOf, Refused, Unreachable } from '../../errors.ts';
import type { Outcome } from '../../queue/worker.ts';
import { changePlace } from '../../store/people/places.ts';
import type { Job, Place } from '../../store/tables.ts';
import type { RegisterOptions, TryOptions } from './register-options.ts';

/**
 * What becomes of a job whose call to Chatwoot failed.
 *
 * @throws what is no call's failure: a fault of ours, or of the database
 */
export async function registerFailure(
  error: unknown,
  job: Job,
  place: Place,
  trace: object,
  options: TryOptions,
): Promise<Outcome> {
  if (!(error instanceof Refused || error instanceof Unreachable)) throw error;
  const failed = await atTheInbox(error, options);
  const verdict = isOfApplication(failed)
    ? applicationVerdict(failed, job.attempts)
    : registerVerdict(failed, job.attempts, await knownOf(failed, options));
  const reason = reasonOf(failed);
  const unclear = options.effect.now.is === 'unclear';
  options.log.warn({ ...trace, reason, verdict: verdict.do, unclear }, 'not registered');
  return {
    do: 'failed',
    verdict,
    reason,
    commit: async (tx, gaveUp) => {
      // Everything that follows for this person would end the same way, each after minutes: it waits for the operator.
      if (gaveUp && isOfList(failed)) await changePlace(tx, place, { blocked: gaveUp.reason });
    },
  };
}

const isOfList = (error: unknown): boolean =>
  (error instanceof ChatwootRefused || error instanceof ChatwootUnreachable) &&
  error.call === 'GET /contacts/:contact/conversations';

/** By a token: what its refusals mean is another table's. */
const isOfApplication = (error: unknown): boolean =>
  error instanceof ChatwootRefused && /^[A-Z]+ \/conversations/.test(error.call);

/**
 * Whether the person's records are gone or the inbox itself is, only the inbox tells; where it fails too, its failure is the one that
 * counts.
 */
async function atTheInbox(error: unknown, { client }: RegisterOptions): Promise<unknown> {
  if (!isMissingRecord(error) || error.call === 'POST /contacts') return error;
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
