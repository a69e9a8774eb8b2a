import type { Conversation, Message } from './api/shapes.ts';

const INCOMING = 0;
const OUTGOING = 1;
const TEMPLATE = 3;

/**
 * The conversation to go on with: one not resolved before any resolved one, then the one with the newest message
 * (one without messages is older than all others). Never by position: Chatwoot's order changes with use.
 *
 * @param inboxId where known, those of other inboxes are passed over (an HMAC-verified contact's list holds them all).
 */
export function chooseConversation(list: readonly Conversation[], inboxId: number | null = null): Conversation | null {
  const ours = list.filter((it) => inboxId === null || (it.inbox_id ?? inboxId) === inboxId);
  return ours.reduce<Conversation | null>((best, it) => (best && compare(best, it) >= 0 ? best : it), null);
}

/** Above zero where `a` is the better choice. The last key is the id, which no two share: no tie is left to the order. */
function compare(a: Conversation, b: Conversation): number {
  const keys = [rank(a), rank(b)] as const;
  for (const [i, key] of keys[0].entries()) {
    const difference = key - (keys[1][i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function rank(it: Conversation): number[] {
  const newest = it.messages.reduce<Message | null>((best, m) => (best && isNewer(best, m) ? best : m), null);
  return [it.status === 'resolved' ? 0 : 1, newest?.created_at ?? -1, newest?.id ?? -1, it.id];
}

const isNewer = (a: Message, b: Message): boolean =>
  a.created_at > b.created_at || (a.created_at === b.created_at && a.id >= b.id);

/** The highest ids of each side; 0 where there is none (Chatwoot counts from 1). */
export interface LastIds {
  /** What the contact (that is: we) wrote: the mark for read-backs. */
  incoming: number;
  /** What agents wrote and Chatwoot's own greetings and surveys: the mark for sweeps. */
  outgoing: number;
}

export function lastIds(messages: readonly Message[]): LastIds {
  const last = (types: number[]) =>
    messages.reduce((max, m) => (types.includes(m.message_type) ? Math.max(max, m.id) : max), 0);
  return { incoming: last([INCOMING]), outgoing: last([OUTGOING, TEMPLATE]) };
}

/** The mark for read-backs of a conversation just taken over. */
export const lastIncomingId = (conversation: Conversation): number => lastIds(conversation.messages).incoming;

export const isIncoming = (message: Message): boolean => message.message_type === INCOMING;
