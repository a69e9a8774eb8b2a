import { attachmentView } from './messages/attachments.ts';
import { isPublic } from './messages/messages.ts';
import type { AgentBot, Contact, ContactInbox, Conversation, Message, Sender, User } from './records.ts';
import type { ChatwootState } from './state.ts';
import { seconds, senderView } from './views.ts';

type View = Record<string, unknown>;

/** What events carry of a conversation: the same at the cable and at the webhooks' doors. */
export function conversationPush(state: ChatwootState, conversation: Conversation, base: string): View {
  const { source, assignee, team } = conversation;
  const last = lastPublic(conversation);
  return {
    additional_attributes: {},
    can_reply: canReply(state, conversation),
    channel: 'Channel::Api',
    contact_inbox: contactInboxPush(source),
    id: conversation.id,
    inbox_id: source.inbox.id,
    messages: last ? [messagePush(state, last, conversation, base, null)] : [],
    labels: [...conversation.labels],
    meta: {
      sender: senderView(source.contact, null),
      assignee: assignee ? senderView(assignee, null) : null,
      assignee_type: assignee ? TYPES[assignee.kind] : null,
      team: team ? { id: team.id, name: team.name } : null,
      hmac_verified: source.hmacVerified,
    },
    status: conversation.status,
    custom_attributes: conversation.custom,
    snoozed_until: isoOrNull(conversation.snoozedUntil),
    unread_count: unreadCount(conversation),
    first_reply_created_at: isoOrNull(conversation.firstReplyAt),
    priority: conversation.priority,
    waiting_since: conversation.waitingSince === null ? 0 : seconds(conversation.waitingSince),
    agent_last_seen_at: conversation.agentLastSeenAt,
    contact_last_seen_at: conversation.contactLastSeenAt,
    last_activity_at: seconds(conversation.lastActivityAt),
    timestamp: seconds(conversation.lastActivityAt),
    created_at: seconds(conversation.createdAt),
    ...(state.features.updatedAt ? { updated_at: conversation.updatedAt / 1_000 } : {}),
  };
}

const TYPES = { user: 'User', agent_bot: 'AgentBot', contact: 'Contact' } as const;

/** All columns of a message, with a little of its conversation. */
export function messagePush(
  state: ChatwootState,
  message: Message,
  conversation: Conversation,
  base: string,
  availability: string | null = 'offline',
): View {
  const { sender, attachments } = message;
  const { source, assignee } = conversation;
  return {
    id: message.id,
    content: message.content,
    account_id: state.account.id,
    inbox_id: source.inbox.id,
    conversation_id: conversation.id,
    message_type: message.type,
    created_at: seconds(message.createdAt),
    updated_at: new Date(message.updatedAt).toISOString(),
    private: message.private,
    status: message.status,
    source_id: message.sourceId,
    content_type: message.contentType,
    content_attributes: message.contentAttributes,
    sender_type: sender ? TYPES[sender.kind] : null,
    sender_id: sender?.id ?? null,
    external_source_ids: {},
    additional_attributes: message.additional,
    processed_message_content: message.content,
    sentiment: {},
    conversation: {
      assignee_id: assignee?.kind === 'user' ? assignee.id : null,
      unread_count: unreadCount(conversation),
      last_activity_at: seconds(conversation.lastActivityAt),
      contact_inbox: { source_id: source.sourceId },
    },
    ...(attachments.length > 0
      ? { attachments: attachments.map((one) => attachmentView(state, one, message.id, base)) }
      : {}),
    ...(sender ? { sender: senderView(sender, availability) } : {}),
  };
}

function contactInboxPush(source: ContactInbox): View {
  return {
    id: source.id,
    contact_id: source.contact.id,
    inbox_id: source.inbox.id,
    source_id: source.sourceId,
    created_at: new Date(source.createdAt).toISOString(),
    updated_at: new Date(source.createdAt).toISOString(),
    hmac_verified: source.hmacVerified,
    pubsub_token: source.pubsubToken,
  };
}

/** A contact as webhooks show it, with its account. */
export function contactHook(state: ChatwootState, contact: Contact): View {
  const { type: _, ...shown } = senderView(contact, null);
  return { account: { ...state.account }, avatar: '', ...shown };
}

/** A sender as webhooks show it. */
export function senderHook(state: ChatwootState, sender: Sender | User | AgentBot | null): View | null {
  if (!sender) return null;
  if (sender.kind === 'contact') return contactHook(state, sender);
  if (sender.kind === 'agent_bot') return { id: sender.id, name: sender.name, type: 'agent_bot' };
  return { id: sender.id, name: sender.name, email: sender.email, type: 'user' };
}

function lastPublic(conversation: Conversation): Message | undefined {
  return conversation.messages.findLast(isPublic);
}

/** What the customer wrote since an agent last looked. */
export function unreadCount(conversation: Conversation): number {
  const seen = conversation.agentLastSeenAt * 1_000;
  return conversation.messages.filter((one) => one.type === 0 && one.createdAt >= seen).length;
}

/** Whether the page lets an agent write: within the inbox's reply window, where it has one. */
export function canReply(state: ChatwootState, conversation: Conversation): boolean {
  const hours = Number(conversation.source.inbox.additionalAttributes['agent_reply_time_window'] ?? 0);
  if (!hours) return true;
  const last = conversation.messages.findLast((one) => one.type === 0);
  return last !== undefined && last.createdAt > state.clock.now() - hours * 3_600_000;
}

const isoOrNull = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
