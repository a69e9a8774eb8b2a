import { internal, invalid } from './answers.ts';
import { storeUpload } from './attachments.ts';
import { hasNul, type Upload } from './params.ts';
import type { Agent, Contact, Conversation, Message, MessageType } from './records.ts';
import { touch, type ChatwootState } from './state.ts';

const MAX_CHARACTERS = 150_000;
const PAGE = 20;

export interface NewMessage {
  type: MessageType;
  content: string | null;
  sender: Contact | Agent | null;
  uploads?: Upload[];
  private?: boolean;
  contentType?: string;
  contentAttributes?: Record<string, unknown>;
}

/** Saves a message that came over HTTP. 422 when it is too long or the conversation had too many in a minute. */
export function postMessage(
  state: ChatwootState,
  perMinute: number,
  conversation: Conversation,
  wanted: NewMessage,
): Message {
  if (tooMany(state, perMinute, conversation)) throw invalid('Too many messages', ['base']);
  if (tooLong(wanted.content)) {
    throw invalid(`Content is too long (maximum is ${MAX_CHARACTERS} characters)`, ['content']);
  }
  if (hasNul(wanted.content)) throw internal();
  return addMessage(state, conversation, wanted);
}

/** Saves without asking: activity lines and templates come this way. */
export function addMessage(state: ChatwootState, conversation: Conversation, wanted: NewMessage): Message {
  const now = state.clock.now();
  const message: Message = {
    id: state.nextId('message'),
    conversationId: conversation.id,
    content: wanted.content,
    type: wanted.type,
    contentType: wanted.contentType ?? 'text',
    contentAttributes: wanted.contentAttributes ?? {},
    createdAt: now,
    private: wanted.private ?? false,
    status: 'sent',
    sender: wanted.sender,
    attachments: (wanted.uploads ?? []).map((upload) => storeUpload(state, upload)),
  };
  conversation.messages.push(message);
  state.messages.push(message);
  if (wanted.type !== 2) {
    conversation.lastActivityAt = now;
    touch(conversation);
  }
  if (wanted.type === 0) {
    const { contact } = conversation.source;
    contact.lastActivityAt = now;
    contact.updatedAt = now;
  }
  state.changed();
  return message;
}

/** Counts every message of the conversation, whoever wrote it: looks at the one that stands `perMinute` back. */
function tooMany(state: ChatwootState, perMinute: number, conversation: Conversation): boolean {
  const earlier = conversation.messages.at(-perMinute);
  if (!earlier || conversation.messages.length < perMinute) return false;
  return earlier.createdAt > state.clock.now() - 60_000;
}

/** Characters, not UTF-16 units. */
function tooLong(content: string | null): boolean {
  if (content === null || content.length <= MAX_CHARACTERS) return false;
  let count = 0;
  for (const _ of content) if (++count > MAX_CHARACTERS) return true;
  return false;
}

/** What the customer may see: no private notes, no activity lines. */
export function isPublic(message: Message): boolean {
  return message.type !== 2 && !message.private;
}

/** The newest 20, or the 20 before a message, oldest first. */
export function messagePage(conversation: Conversation, before: number | null): Message[] {
  const page: Message[] = [];
  for (let i = conversation.messages.length - 1; i >= 0 && page.length < PAGE; i -= 1) {
    const message = conversation.messages[i];
    if (message && isPublic(message) && (before === null || message.id < before)) page.push(message);
  }
  return page.reverse();
}
