import { assignByItself } from './assign.ts';
import { changeConversation } from './change-conversation.ts';
import { addLine } from './line.ts';
import { insertMessage } from '../messages/messages.ts';
import type { AgentBot, ContactInbox, Conversation, ConversationStatus, User } from '../records.ts';
import { touch, type ChatwootState } from '../state.ts';

/** Always a new one, unless the inbox keeps to a single conversation: then the last one, whatever its status. */
export function startConversation(
  state: ChatwootState,
  source: ContactInbox,
  custom: Record<string, unknown>,
): Conversation {
  const last = source.conversations.at(-1);
  if (source.inbox.lockToSingleConversation && last) return last;
  const conversation = addConversation(state, source, custom);
  tellStarted(state, conversation, null);
  return conversation;
}

/** A new conversation that nobody has been told of yet. */
export function addConversation(
  state: ChatwootState,
  source: ContactInbox,
  custom: Record<string, unknown>,
  wanted?: ConversationStatus,
): Conversation {
  const now = state.clock.now();
  const conversation: Conversation = {
    id: state.nextId('conversation'),
    uuid: state.newUuid(),
    numberTold: true,
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
  return conversation;
}

/** `by` is who began it from this side; nobody where the contact did. */
export function tellStarted(state: ChatwootState, conversation: Conversation, by: User | AgentBot | null): void {
  state.emit({ name: 'conversation_created', conversation, changed: null, performer: by });
  if (conversation.status === 'open') assignByItself(state, conversation);
  state.changed();
}

/** Sets a status and writes the activity line about it. `by` is null where the contact or the server did it. */
export function setStatus(
  state: ChatwootState,
  conversation: Conversation,
  status: ConversationStatus,
  by: { name: string } | null,
  snoozedUntil: number | null = null,
): void {
  const wasOpen = conversation.status === 'open';
  if (!changeConversation(state, conversation, { status, snoozedUntil })) return;
  addLine(state, conversation, state.lines.status(status, by?.name ?? conversation.source.contact.name));
  if (status === 'open' && !wasOpen) assignByItself(state, conversation);
  const { survey } = conversation.source.inbox;
  if (status === 'resolved' && survey) {
    addTemplate(state, conversation, survey, 'input_csat', { display_type: 'emoji' });
  }
}

export function setPriority(
  state: ChatwootState,
  conversation: Conversation,
  priority: string | null,
  by: string,
): void {
  if (!changeConversation(state, conversation, { priority })) return;
  addLine(state, conversation, state.lines.priority(by, priority));
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

/** From resolved by a line of the server's; from snoozed, and back to the bot, without one (recorded: no id is used up). False where it stays. */
export function reopen(state: ChatwootState, conversation: Conversation): boolean {
  const { status, source } = conversation;
  if (status !== 'resolved' && status !== 'snoozed') return false;
  const next = status === 'resolved' && source.inbox.bot !== null ? 'pending' : 'open';
  changeConversation(state, conversation, { status: next });
  if (next === 'pending') return true;
  if (status === 'resolved') addLine(state, conversation, state.lines.reopened);
  assignByItself(state, conversation);
  return true;
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
