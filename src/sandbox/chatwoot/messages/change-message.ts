import type { AgentBot, Conversation, Message, MessageStatus, Sender, User } from '../records.ts';
import type { ChatwootState } from '../state.ts';

export interface MessageChanges {
  content?: string | null;
  status?: MessageStatus;
  contentAttributes?: Record<string, unknown>;
  sender?: Sender;
}

/** Changes a saved message and tells it as `message_updated`. False, and nothing told, where nothing differed. */
export function changeMessage(
  state: ChatwootState,
  conversation: Conversation,
  message: Message,
  wanted: MessageChanges,
  performer: User | AgentBot | null,
): boolean {
  const before = columns(message);
  const updatedBefore = new Date(message.updatedAt).toISOString();
  const newStatus = wanted.status ?? message.status;
  Object.assign(message, wanted, { status: newStatus });
  const after = columns(message);
  const names = Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  if (names.length === 0) return false;
  message.updatedAt = state.clock.now();
  const previous: Record<string, [unknown, unknown]> = {
    updated_at: [updatedBefore, new Date(message.updatedAt).toISOString()],
  };
  for (const name of names) previous[name] = [before[name], after[name]];
  if (message.type !== 2) state.emit({ name: 'message_updated', message, conversation, performer, previous });
  state.changed();
  return true;
}

function columns(message: Message): Record<string, unknown> {
  const { content, status, contentAttributes, sender } = message;
  return {
    sender_id: sender?.id ?? null,
    content,
    status,
    content_attributes: contentAttributes,
    processed_message_content: content,
  };
}

/** A delivery state with its reason. Read never goes back to delivered; an unknown word changes nothing. */
export function setMessageStatus(
  state: ChatwootState,
  conversation: Conversation,
  message: Message,
  status: string,
  reason: string | null,
  performer: User | AgentBot | null,
): void {
  if (!isStatus(status)) return;
  if (message.status === 'read' && status === 'delivered') return;
  const { external_error: _, ...others } = message.contentAttributes;
  const failed = status === 'failed';
  const had = 'external_error' in message.contentAttributes;
  const contentAttributes =
    failed && reason !== null
      ? { ...others, external_error: reason }
      : !failed && had
        ? { ...others, external_error: null }
        : message.contentAttributes;
  changeMessage(state, conversation, message, { status, contentAttributes }, performer);
}

const STATUSES: readonly string[] = ['sent', 'delivered', 'read', 'failed'] satisfies MessageStatus[];
const isStatus = (word: string): word is MessageStatus => STATUSES.includes(word);

/** The agent's Retry: back to sent, the reason emptied, then all attributes (two updates; older releases: one). */
export function retryMessage(
  state: ChatwootState,
  conversation: Conversation,
  message: Message,
  performer: User | AgentBot | null,
): void {
  if (state.features.retryTwice) setMessageStatus(state, conversation, message, 'sent', null, performer);
  changeMessage(state, conversation, message, { status: 'sent', contentAttributes: {} }, performer);
}

export function deleteMessage(
  state: ChatwootState,
  conversation: Conversation,
  message: Message,
  performer: User | AgentBot | null,
): void {
  for (const { key } of message.attachments) state.files.delete(key);
  message.attachments = [];
  changeMessage(
    state,
    conversation,
    message,
    { content: state.lines.deleted, contentAttributes: { deleted: true } },
    performer,
  );
}
