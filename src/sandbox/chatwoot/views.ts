import { attachmentView } from './messages/attachments.ts';
import { isPublic } from './messages/messages.ts';
import type { Contact, ContactInbox, Conversation, Inbox, Message, Sender } from './records.ts';
import type { ChatwootState } from './state.ts';
import { surveyText } from './webhooks/webhook-bodies.ts';

type View = Record<string, unknown>;

/** Sundays and Saturdays closed, the other days 9 to 17: what a new inbox has. */
export const WORKING_HOURS = [0, 1, 2, 3, 4, 5, 6].map((day) => {
  const closed = day === 0 || day === 6;
  return {
    day_of_week: day,
    closed_all_day: closed,
    open_hour: closed ? null : 9,
    open_minutes: closed ? null : 0,
    close_hour: closed ? null : 17,
    close_minutes: closed ? null : 0,
    open_all_day: false,
  };
});

export function inboxView(inbox: Inbox): View {
  return {
    identifier: inbox.identifier,
    identity_validation_enabled: inbox.hmacMandatory ?? false,
    name: inbox.name,
    timezone: 'UTC',
    working_hours: WORKING_HOURS,
    working_hours_enabled: inbox.outOfOffice !== undefined,
    csat_survey_enabled: inbox.survey !== undefined,
    greeting_enabled: inbox.greeting !== undefined,
  };
}

/** Of `POST` and `GET /contacts`. */
export function contactInboxView({ sourceId, pubsubToken, contact }: ContactInbox): View {
  return {
    source_id: sourceId,
    pubsub_token: pubsubToken,
    id: contact.id,
    name: contact.name,
    email: contact.email,
    phone_number: contact.phone,
  };
}

/** Of `PATCH /contacts`, and inside a conversation. */
export function contactView(contact: Contact): View {
  return {
    id: contact.id,
    name: contact.name,
    email: contact.email,
    phone_number: contact.phone,
    account_id: 1,
    created_at: iso(contact.createdAt),
    updated_at: iso(contact.updatedAt),
    additional_attributes: contact.additional,
    identifier: contact.identifier,
    custom_attributes: contact.custom,
    last_activity_at: contact.lastActivityAt === null ? null : iso(contact.lastActivityAt),
    contact_type: contact.type,
    middle_name: '',
    last_name: '',
    location: null,
    country_code: null,
    blocked: contact.blocked,
    company_id: null,
    label_list: [],
  };
}

export function conversationView(state: ChatwootState, conversation: Conversation, base: string): View {
  return {
    id: conversation.id,
    uuid: conversation.uuid,
    inbox_id: conversation.source.inbox.id,
    contact_last_seen_at: conversation.contactLastSeenAt,
    status: conversation.status,
    agent_last_seen_at: conversation.agentLastSeenAt,
    messages: conversation.messages.filter(isPublic).map((message) => messageView(state, message, conversation, base)),
    contact: contactView(conversation.source.contact),
  };
}

export function messageView(state: ChatwootState, message: Message, conversation: Conversation, base: string): View {
  const { attachments, sender } = message;
  const withLink = message.contentType === 'input_csat' && state.features.surveyLink === 'webhook and list';
  return {
    id: message.id,
    content: withLink ? surveyText(state, conversation, base) : message.content,
    message_type: message.type,
    content_type: message.contentType,
    content_attributes: message.contentAttributes,
    created_at: seconds(message.createdAt),
    conversation_id: message.conversationId,
    ...(attachments.length > 0
      ? { attachments: attachments.map((one) => attachmentView(state, one, message.id, base)) }
      : {}),
    ...(sender ? { sender: senderView(sender, null) } : {}),
  };
}

/** The contact as it is now, not as it was then. An agent's availability shows to agents only. */
export function senderView(sender: Sender, availability: string | null): View {
  if (sender.kind === 'agent_bot') return { id: sender.id, name: sender.name, avatar_url: '', type: 'agent_bot' };
  if (sender.kind === 'user') {
    return {
      id: sender.id,
      name: sender.name,
      available_name: sender.name,
      avatar_url: '',
      type: 'user',
      availability_status: availability,
      thumbnail: '',
    };
  }
  return {
    additional_attributes: sender.additional,
    custom_attributes: sender.custom,
    email: sender.email,
    id: sender.id,
    identifier: sender.identifier,
    name: sender.name,
    phone_number: sender.phone,
    thumbnail: '',
    blocked: sender.blocked,
    type: 'contact',
  };
}

export const seconds = (ms: number): number => Math.floor(ms / 1_000);
const iso = (ms: number): string => new Date(ms).toISOString();
