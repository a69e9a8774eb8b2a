import { addMessage } from './messages.ts';
import type { ContactInbox, Conversation, ConversationStatus, Message } from './records.ts';
import { touch, type ChatwootState } from './state.ts';

/** Always a new one, unless the inbox keeps to a single conversation: then the last one, whatever its status. */
export function startConversation(
  state: ChatwootState,
  source: ContactInbox,
  custom: Record<string, unknown>,
): Conversation {
  const last = source.conversations.at(-1);
  if (source.inbox.lockToSingleConversation && last) return last;
  const now = state.clock.now();
  const conversation: Conversation = {
    id: state.nextId('conversation'),
    uuid: state.newUuid(),
    source,
    status: source.contact.blocked ? 'resolved' : source.inbox.agentBot ? 'pending' : 'open',
    custom,
    contactLastSeenAt: 0,
    createdAt: now,
    lastActivityAt: now,
    messages: [],
  };
  state.conversations.set(conversation.id, conversation);
  source.conversations.push(conversation);
  state.changed();
  return conversation;
}

/** Sets a status and writes the activity line about it. `by` is null where the contact or the server did it. */
export function setStatus(
  state: ChatwootState,
  conversation: Conversation,
  status: ConversationStatus,
  by: string | null,
): void {
  if (conversation.status === status) return;
  conversation.status = status;
  touch(conversation);
  const line = by === null ? status : `${status} by ${by}`;
  addMessage(state, conversation, { type: 2, content: `Conversation is now ${line}`, sender: null });
  const { survey } = conversation.source.inbox;
  if (status === 'resolved' && survey) {
    addMessage(state, conversation, {
      type: 3,
      content: survey,
      contentType: 'input_csat',
      contentAttributes: { display_type: 'emoji' },
      sender: null,
    });
  }
}

/** What an incoming message sets off: the conversation opens again, an inbox with a greeting greets. */
export function afterIncoming(state: ChatwootState, conversation: Conversation, message: Message): void {
  const { contact, inbox } = conversation.source;
  if (!contact.blocked) reopen(state, conversation);
  const words = inbox.outOfOffice ?? inbox.greeting;
  if (words !== undefined && conversation.messages[0] === message) {
    addMessage(state, conversation, { type: 3, content: words, sender: null });
  }
}

/** From resolved by a line of the server's; from snoozed, and back to the bot, without one (recorded: no id is used up). */
function reopen(state: ChatwootState, conversation: Conversation): void {
  const { inbox } = conversation.source;
  if (conversation.status === 'resolved' && !inbox.agentBot) setStatus(state, conversation, 'open', null);
  else if (conversation.status === 'resolved') conversation.status = 'pending';
  else if (conversation.status === 'snoozed') conversation.status = 'open';
}
