import type { SandboxChatwoot } from './chatwoot/server.ts';
import type { Conversation, Message } from './chatwoot/records.ts';
import { unreadCount } from './chatwoot/pushes.ts';
import { conversationsOf } from './chatwoot/state.ts';
import { deskLine, deskPieces } from './desk-text.ts';
import type { ChannelShown, DeskSummary, SandboxState } from './page-types.ts';
import type { DeskConversation, DeskMessage } from './types.ts';
import type { SandboxWhatsApp } from './whatsapp/server.ts';

/** The page shows so many messages of a conversation and of a chat, the newest. */
const SHOWN = 200;
const LISTED = 100;
const TYPES: readonly DeskMessage['type'][] = ['incoming', 'outgoing', 'activity', 'template'];

/** One of the business's numbers, with its inbox. */
export interface PageChannel {
  name: string;
  whatsapp: SandboxWhatsApp;
  /** The identifier of its inbox at Chatwoot. */
  inbox: string;
}

/** What the page shows of one person: the phone, their conversations, and the desk's list of everybody's. */
export function sandboxState(
  chatwoot: SandboxChatwoot,
  channels: readonly PageChannel[],
  here: PageChannel,
  waId: string,
): Omit<SandboxState, 'run' | 'service'> {
  const { whatsapp } = here;
  const person = whatsapp.persons.get(waId);
  return {
    person: { waId, name: person?.name ?? '' },
    channels: channels.map((channel) => channelShown(chatwoot, channel)),
    channel: here.name,
    phone: person?.chat.slice(-SHOWN) ?? [],
    typing: (person?.typingUntil ?? 0) > whatsapp.state.clock.now(),
    conversations: conversationsFor(chatwoot, waId)
      .filter(({ source }) => channels.length === 1 || source.inbox.identifier === here.inbox)
      .map(deskConversation),
    inbox: listed(chatwoot, channels),
    faults: { whatsapp: whatsapp.faults.list(), chatwoot: chatwoot.faults.list() },
  };
}

function channelShown({ state }: SandboxChatwoot, { name, inbox, whatsapp }: PageChannel): ChannelShown {
  return { name, title: state.inboxes.get(inbox)?.name ?? name, number: whatsapp.state.number.phone };
}

function listed({ state }: SandboxChatwoot, channels: readonly PageChannel[]): DeskSummary[] {
  return [...state.conversations.values()]
    .map((one) => summary(one, channels))
    .sort((a, b) => b.at - a.at)
    .slice(0, LISTED);
}

function summary(conversation: Conversation, channels: readonly PageChannel[]): DeskSummary {
  const { assignee, id, labels, messages, source, status } = conversation;
  const words = messages.findLast(({ type, private: hidden }) => type !== 2 && !hidden);
  return {
    id,
    channel: channels.find(({ inbox }) => inbox === source.inbox.identifier)?.name ?? channels[0]?.name ?? '',
    person: source.contact.phone?.slice(1) ?? source.contact.identifier ?? source.sourceId,
    contactName: source.contact.name,
    status,
    assignee: assignee?.name ?? null,
    labels: [...labels],
    unread: unreadCount(conversation),
    last: deskLine(words?.content ?? '').slice(0, 120),
    at: messages.at(-1)?.createdAt ?? 0,
  };
}

/** By the number as source_id, and by the contact with that number: agents may have made it, or joined it with another. */
function conversationsFor({ state }: SandboxChatwoot, waId: string): Conversation[] {
  // An id with dots cannot stand in Chatwoot's paths: there it has dashes.
  const own = [...state.inboxes.values()].flatMap((inbox) => inbox.sources.get(waId.replaceAll('.', '-')) ?? []);
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
