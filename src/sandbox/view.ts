import type { SandboxChatwoot } from './chatwoot/server.ts';
import type { Conversation, Message } from './chatwoot/records.ts';
import { conversationsOf } from './chatwoot/state.ts';
import { deskPieces } from './desk-text.ts';
import type { DeskConversation, DeskMessage, SandboxState } from './types.ts';
import type { SandboxWhatsApp } from './whatsapp/server.ts';

/** The page shows so many messages of a conversation and of a chat, the newest. */
const SHOWN = 200;
const TYPES: readonly DeskMessage['type'][] = ['incoming', 'outgoing', 'activity', 'template'];

/** What both panes of the page show of one person: the phone, and the conversations in every inbox. */
export function sandboxState(chatwoot: SandboxChatwoot, whatsapp: SandboxWhatsApp, waId: string): SandboxState {
  const person = whatsapp.persons.get(waId);
  return {
    person: { waId, name: person?.name ?? '' },
    phone: person?.chat.slice(-SHOWN) ?? [],
    typing: (person?.typingUntil ?? 0) > whatsapp.state.clock.now(),
    conversations: conversationsFor(chatwoot, waId).map(deskConversation),
    faults: { whatsapp: whatsapp.faults.list(), chatwoot: chatwoot.faults.list() },
  };
}

/** By the number as source_id, and by the contact with that number: agents may have made it, or joined it with another. */
function conversationsFor({ state }: SandboxChatwoot, waId: string): Conversation[] {
  const own = [...state.inboxes.values()].flatMap((inbox) => inbox.sources.get(waId) ?? []);
  const sources = [...own, ...(state.byPhone.get(`+${waId}`)?.sources ?? [])];
  return [...new Set(sources.flatMap(conversationsOf))].sort((a, b) => a.id - b.id);
}

function deskConversation({ id, status, source, messages, assignee, labels }: Conversation): DeskConversation {
  return {
    id,
    status,
    contactName: source.contact.name,
    sourceId: source.sourceId,
    assignee: assignee ? { name: assignee.name, kind: assignee.kind } : null,
    labels: [...labels],
    assignsItself: source.inbox.autoAssignment,
    messages: messages.slice(-SHOWN).map(deskMessage),
  };
}

function deskMessage(message: Message): DeskMessage {
  const { contentAttributes: attributes, sender } = message;
  const { external_error: error } = attributes;
  return {
    id: message.id,
    type: TYPES[message.type] ?? 'incoming',
    content: message.content,
    // Activity lines alone are plain text on the agents' page.
    ...(message.content === null || message.type === 2 ? {} : { shown: deskPieces(message.content) }),
    private: message.private,
    senderName: sender?.name ?? null,
    senderKind: sender?.kind ?? null,
    status: message.status,
    error: typeof error === 'string' ? error : null,
    deleted: attributes['deleted'] === true,
    files: message.attachments.map(({ key, filename, contentType, bytes }) => ({
      name: filename,
      type: contentType,
      url: `/sandbox/files/${key}/${encodeURIComponent(filename)}`,
      size: bytes.byteLength,
    })),
    at: message.createdAt,
  };
}
