import { isMissingRecord } from '../chatwoot/failures/refusal.ts';
import type { Outcome } from '../queue/worker.ts';
import type { Job, Place } from '../store/tables.ts';
import { registerFailure } from './register/register-failure.ts';
import type { TryOptions } from './register/register-options.ts';

/** Closes the person's conversation; doing it twice changes nothing. */
export async function resolveConversation(
  job: Job,
  place: Place,
  exchange: string,
  options: TryOptions,
): Promise<Outcome> {
  const { client, log, dryRun: dry } = options;
  const { source_id: sourceId, conversation_id: conversation } = place;
  if (dry || sourceId === null || conversation === null) return { do: 'done' };
  try {
    await client.resolve(sourceId, conversation);
    log.info({ exchange, conversation }, 'conversation resolved in Chatwoot');
    return { do: 'done', answered: true };
  } catch (error) {
    if (isMissingRecord(error)) return { do: 'done' };
    return await registerFailure(error, job, place, { exchange, conversation }, options);
  }
}
