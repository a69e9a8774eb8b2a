import { internal, invalid } from '../answers.ts';
import { storeUpload } from './attachments.ts';
import { throughLiquid } from '../liquid/content.ts';
import { hasNul, type Upload } from '../params.ts';
import type { Conversation, Message, MessageType, Sender } from '../records.ts';
import { touch, type ChatwootState } from '../state.ts';

const MAX_CHARACTERS = 150_000;
const PAGE = 20;

export interface NewMessage {
  type: MessageType;
  content: string | null;
  sender: Sender | null;
  uploads?: Upload[];
  private?: boolean;
  contentType?: string;
  contentAttributes?: Record<string, unknown>;
  additional?: Record<string, unknown>;
  sourceId?: string | null;
}

/** 422 when a message that came over HTTP is too long or the conversation had too many in a minute. */
export function checkMessage(
  state: ChatwootState,
  perMinute: number,
  conversation: Conversation,
  content: string | null,
): void {
  checkRate(state, perMinute, conversation);
  if (tooLong(content)) throw invalid(`Content is too long (maximum is ${MAX_CHARACTERS} characters)`, ['content']);
  if (hasNul(content)) throw internal();
}

/** 422 when the conversation had too many messages in a minute; changes of a message are refused by it too. */
export function checkRate(state: ChatwootState, perMinute: number, conversation: Conversation): void {
  if (!state.features.messageLimit) return;
  if (tooMany(state, perMinute, conversation)) throw invalid('Too many messages', ['base']);
}

/** Saves a message, and tells nobody. */
export function insertMessage(state: ChatwootState, conversation: Conversation, wanted: NewMessage): Message {
  const now = state.clock.now();
  const message: Message = {
    id: state.nextId('message'),
    conversationId: conversation.id,
    content: savedContent(state, conversation, wanted),
    type: wanted.type,
    contentType: wanted.contentType ?? 'text',
    contentAttributes: wanted.contentAttributes ?? {},
    additional: wanted.additional ?? {},
    createdAt: now,
    updatedAt: now,
    private: wanted.private ?? false,
    status: 'sent',
    sourceId: wanted.sourceId ?? null,
    sender: wanted.sender,
    attachments: (wanted.uploads ?? []).map((upload) => storeUpload(state, upload)),
  };
  conversation.messages.push(message);
  state.messages.push(message);
  conversation.lastActivityAt = now;
  if (wanted.type !== 2) {
    conversation.updatedAt = now;
    touch(conversation);
  }
  return message;
}

/** Outgoing words and templates go through Liquid, private notes among them; what customers say does not. */
function savedContent(state: ChatwootState, conversation: Conversation, { type, content, sender }: NewMessage) {
  const isOurs = type === 1 || type === 3;
  return isOurs && content !== null ? throughLiquid(state, conversation, sender, content) : content;
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
