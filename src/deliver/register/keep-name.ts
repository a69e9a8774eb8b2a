import { postableName } from '../../chatwoot/api/postable.ts';
import { ChatwootRefused } from '../../chatwoot/failures/refusal.ts';
import { reasonOf } from '../../errors.ts';
import type { Contact, Place } from '../../store/tables.ts';
import { writePlace } from './conversation.ts';
import type { TryOptions } from './register-options.ts';

/**
 * A new name on WhatsApp replaces the one we gave, as long as Chatwoot still shows that: what an agent wrote there is never overwritten.
 * Two requests where it changed, else none. To be called after the person's message is posted, which it must not hold up. Where
 * Chatwoot does not answer it is tried again with the next message; where it refuses, never again.
 */
export async function keepName(contact: Contact, place: Place, trace: object, options: TryOptions): Promise<void> {
  const { client, log } = options;
  const { given_name: given, source_id: sourceId } = place;
  const name = postableName(contact.name);
  if (given === null || sourceId === null || name === '' || name === given) return;
  let kept: string | null = null;
  try {
    const shown = (await client.getContact(sourceId)).name;
    if (shown === given) await client.renameContact(sourceId, name);
    // It is there already where the answer to an earlier try was lost.
    if (shown === given || shown === name) kept = name;
  } catch (error) {
    log.info({ ...trace, reason: reasonOf(error) }, 'the name in Chatwoot could not be changed');
    if (!(error instanceof ChatwootRefused) || error.status >= 500 || error.status === 429) return;
  }
  await writePlace(place, { given_name: kept }, options);
}
