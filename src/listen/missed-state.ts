import type { ConversationState } from '../chatwoot/events/event.ts';
import type { Clock } from '../clock.ts';
import type { ReadablePlace } from '../deliver/register/conversation.ts';
import { reasonOf } from '../errors.ts';
import type { Contact } from '../store/tables.ts';
import { isStatus } from './apply-conversation-state.ts';
import type { Readers } from './newest-messages.ts';

/** With a user's token the state of who is in human hands is asked for anew after this time; it costs little. Milliseconds. */
const ASK_AGAIN_MS = 30_000;

/**
 * A person may have been taken over or given back without our hearing of it: while we were down, or while nothing tells. With a user's
 * token all of it is asked for; without one the status, and only once after a start: that call holds the whole history.
 */
export async function missedState(
  contact: Contact,
  place: ReadablePlace,
  options: Readers & { clock: Clock; startedAt: number; replied: boolean; newestAt: number },
): Promise<ConversationState | null> {
  const { client, userClient, startedAt, replied, newestAt, clock, log } = options;
  const isFirst = place.looked_at < startedAt;
  // Out of pending a person may have taken it.
  const mayBeTaken = isFirst && (userClient !== null || place.status === 'pending');
  if (contact.answered_by !== 'human' && !replied && !mayBeTaken) return null;
  if (!isFirst && !(userClient && place.looked_at < clock.now() - ASK_AGAIN_MS)) return null;
  let status: string;
  try {
    if (userClient) return (await userClient.conversation(place.conversation_id)).state;
    ({ status } = await client.conversation(place.source_id, place.conversation_id));
  } catch (error) {
    // A long history may make this call fail each time: what agents write is not to wait for it.
    log.info({ contact: contact.id, reason: reasonOf(error) }, 'the state of the conversation could not be asked for');
    return null;
  }
  if (status === place.status || !isStatus(status)) return null;
  const { assignee_id: assigneeId, heard_at: heardAt } = place;
  const unknown = { assigneeIsBot: false, assigneeName: null, teamId: null, labels: null, uuid: null, changed: [] };
  // No time is told, but it was asked for after the messages: what is older than the newest of those comes late.
  return { status, assigneeId, ...unknown, updatedAt: Math.max(heardAt + 0.001, newestAt) };
}
