import { filled, list, milliseconds, record, recordId, type Rec } from '../../wire/read.ts';
import type { ConversationState, EventMessage, Place } from './event.ts';
import { personOf, readConversation } from './read-event.ts';
import { readPageMessage } from './read-message.ts';

/** A conversation as the account's list shows it: no event, but it tells what one would. */
export interface ListedConversation extends Place {
  /** Of its newest message, notes and Chatwoot's own lines included: what the list is sorted by. Milliseconds since 1970, of whole seconds. */
  lastActivityAt: number;
  createdAt: number;
  /** The newest message that is no line of Chatwoot's; a private note may be it. Null where there is none. */
  newest: EventMessage | null;
  /** Of whichever kind; its last change told to the millisecond, where the others are told in whole seconds. Null where there is none. */
  last: { id: number; at: number } | null;
  state: ConversationState;
}

/**
 * The person's key stands in the messages only: of a conversation without any nothing is known that could be sent to.
 * Null where it is no conversation; never throws.
 */
export function readListed(value: unknown): ListedConversation | null {
  const it = record(value);
  const conversationId = recordId(it?.id);
  const state = readConversation(it);
  if (!it || conversationId === null || !state) return null;
  const shown = [it.last_non_activity_message, ...list(it.messages)].map(record).filter((one) => one !== null);
  const said = shown.map(readPageMessage).filter((one) => one !== null);
  const keys = shown.map((one) => filled(record(record(one.conversation)?.contact_inbox)?.source_id));
  return {
    accountId: recordId(it.account_id),
    inboxId: recordId(it.inbox_id),
    sourceId: keys.find((key) => key !== null) ?? null,
    token: null,
    conversationId,
    person: personOf(record(it.meta)),
    lastActivityAt: milliseconds(it.last_activity_at),
    createdAt: milliseconds(it.created_at),
    last: lastOf(shown),
    newest: said.find(({ type }) => type !== 'activity') ?? null,
    state,
  };
}

function lastOf(shown: Rec[]): ListedConversation['last'] {
  const all = shown.map((one) => ({ id: recordId(one.id) ?? 0, at: milliseconds(one.updated_at ?? one.created_at) }));
  return all.toSorted((a, b) => b.id - a.id)[0] ?? null;
}
