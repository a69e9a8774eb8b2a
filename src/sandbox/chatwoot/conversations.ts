import { changeConversation } from './change-conversation.ts';
import { insertMessage } from './messages.ts';
import type { AgentBot, ContactInbox, Conversation, ConversationStatus, User } from './records.ts';
import { touch, type ChatwootState } from './state.ts';

/** Always a new one, unless the inbox keeps to a single conversation: then the last one, whatever its status. */
export function startConversation(
  state: ChatwootState,
  source: ContactInbox,
  custom: Record<string, unknown>,
  wanted?: ConversationStatus,
): Conversation {
  const last = source.conversations.at(-1);
  if (source.inbox.lockToSingleConversation && last) return last;
  const now = state.clock.now();
  const conversation: Conversation = {
    id: state.nextId('conversation'),
    uuid: state.newUuid(),
    source,
    status: source.contact.blocked ? 'resolved' : source.inbox.bot ? 'pending' : (wanted ?? 'open'),
    custom,
    assignee: null,
    team: null,
    labels: [],
    everLabelled: false,
    priority: null,
    snoozedUntil: null,
    waitingSince: now,
    firstReplyAt: null,
    contactLastSeenAt: 0,
    agentLastSeenAt: 0,
    createdAt: now,
    updatedAt: now,
    lastActivityAt: now,
    messages: [],
  };
  state.conversations.set(conversation.id, conversation);
  source.conversations.push(conversation);
  state.emit({ name: 'conversation_created', conversation, changed: null });
  state.changed();
  return conversation;
}

const STATUS_LINES: Record<ConversationStatus, string> = {
  open: 'La conversación fue reabierta por',
  pending: 'La conversación fue marcada como pendiente por',
  resolved: 'La conversación fue marcada como resuelta por',
  snoozed: 'La conversación fue pospuesta por',
};

/** Sets a status and writes the activity line about it. `by` is null where the contact or the server did it. */
export function setStatus(
  state: ChatwootState,
  conversation: Conversation,
  status: ConversationStatus,
  by: User | AgentBot | null,
  snoozedUntil: number | null = null,
): void {
  if (!changeConversation(state, conversation, { status, snoozedUntil })) return;
  addLine(state, conversation, `${STATUS_LINES[status]} ${by?.name ?? conversation.source.contact.name}`);
  const { survey } = conversation.source.inbox;
  if (status === 'resolved' && survey) {
    addTemplate(state, conversation, survey, 'input_csat', { display_type: 'emoji' });
  }
}

/** A line in grey that only agents see. It moves the conversation's last activity, nothing else. */
export function addLine(state: ChatwootState, conversation: Conversation, content: string): void {
  insertMessage(state, conversation, { type: 2, content, sender: null });
  state.changed();
}

/** What the server says by itself: greeting, out of office, survey. */
export function addTemplate(
  state: ChatwootState,
  conversation: Conversation,
  content: string,
  contentType = 'text',
  contentAttributes: Record<string, unknown> = {},
): void {
  const message = insertMessage(state, conversation, {
    type: 3,
    content,
    contentType,
    contentAttributes,
    sender: null,
  });
  state.emit({ name: 'message_created', message, conversation, performer: null });
  state.changed();
}

/** From resolved by a line of the server's; from snoozed, and back to the bot, without one (recorded: no id is used up). */
export function reopen(state: ChatwootState, conversation: Conversation): void {
  const { inbox } = conversation.source;
  const back = conversation.status === 'resolved' && inbox.bot !== null;
  if (back) changeConversation(state, conversation, { status: 'pending' });
  else if (conversation.status === 'resolved') {
    changeConversation(state, conversation, { status: 'open' });
    addLine(state, conversation, 'El sistema reabrió la conversación debido a un nuevo mensaje entrante.');
  } else if (conversation.status === 'snoozed') changeConversation(state, conversation, { status: 'open' });
}

/** Gone with all its messages. Nothing tells it. */
export function deleteConversation(state: ChatwootState, conversation: Conversation): void {
  const { conversations } = conversation.source;
  touch(conversation);
  conversations.pop();
  state.conversations.delete(conversation.id);
  const kept = state.messages.filter((one) => one.conversationId !== conversation.id);
  state.messages.splice(0, state.messages.length, ...kept);
  state.changed();
}
