import { attachmentView } from '../messages/attachments.ts';
import { canReply, messagePush, unreadCount } from '../pushes.ts';
import type { AgentBot, Contact, Conversation, Inbox, Message, Team, User } from '../records.ts';
import type { ChatwootState } from '../state.ts';
import { seconds, senderView, WORKING_HOURS } from '../views.ts';

type View = Record<string, unknown>;

/** A person of the account, as assignments, members and agents show them. */
export function userView({ presence }: ChatwootState, user: User): View {
  return {
    id: user.id,
    account_id: 1,
    availability_status: presence.isOnline(user) ? 'online' : 'offline',
    auto_offline: true,
    confirmed: true,
    email: user.email,
    provider: 'email',
    available_name: user.name,
    name: user.name,
    role: user.role,
    thumbnail: '',
  };
}

export function slimBotView(bot: AgentBot): View {
  return {
    id: bot.id,
    name: bot.name,
    description: bot.description,
    thumbnail: '',
    outgoing_url: bot.outgoingUrl,
    bot_type: 'webhook',
  };
}

export function teamView(team: Team): View {
  return {
    id: team.id,
    name: team.name,
    description: team.description,
    allow_auto_assign: team.allowAutoAssign,
    account_id: 1,
    is_member: false,
  };
}

export function contactSlim({ presence }: ChatwootState, contact: Contact): View {
  return {
    additional_attributes: contact.additional,
    availability_status: presence.isOnline(contact) ? 'online' : 'offline',
    email: contact.email,
    id: contact.id,
    name: contact.name,
    phone_number: contact.phone,
    blocked: contact.blocked,
    identifier: contact.identifier,
    thumbnail: '',
    custom_attributes: contact.custom,
    ...(contact.lastActivityAt === null ? {} : { last_activity_at: seconds(contact.lastActivityAt) }),
    created_at: seconds(contact.createdAt),
  };
}

export function contactView(state: ChatwootState, contact: Contact): View {
  return {
    ...contactSlim(state, contact),
    contact_inboxes: contact.sources.map(({ sourceId, inbox }) => ({
      source_id: sourceId,
      inbox: {
        id: inbox.id,
        avatar_url: '',
        channel_id: inbox.id,
        name: inbox.name,
        channel_type: 'Channel::Api',
        provider: null,
      },
    })),
  };
}

/** One conversation as agents see it, with its last message of any kind. */
export function conversationView(state: ChatwootState, conversation: Conversation, base: string): View {
  const { source, assignee, team } = conversation;
  const push = (message: Message | undefined) => (message ? messagePush(state, message, conversation, base) : null);
  const last = push(conversation.messages.at(-1));
  const unread = unreadCount(conversation);
  return {
    meta: {
      sender: contactSlim(state, source.contact),
      channel: 'Channel::Api',
      ...(assignee ? { assignee: assignee.kind === 'user' ? userView(state, assignee) : slimBotView(assignee) } : {}),
      ...(assignee ? { assignee_type: assignee.kind === 'user' ? 'User' : 'AgentBot' } : {}),
      ...(team ? { team: teamView(team) } : {}),
      hmac_verified: source.hmacVerified,
    },
    id: conversation.id,
    messages: last ? [last] : [],
    account_id: state.account.id,
    uuid: conversation.uuid,
    additional_attributes: {},
    agent_last_seen_at: conversation.agentLastSeenAt,
    assignee_last_seen_at: 0,
    can_reply: canReply(state, conversation),
    contact_last_seen_at: conversation.contactLastSeenAt,
    custom_attributes: conversation.custom,
    inbox_id: source.inbox.id,
    labels: [...conversation.labels],
    muted: source.contact.blocked,
    snoozed_until: conversation.snoozedUntil === null ? null : new Date(conversation.snoozedUntil).toISOString(),
    status: conversation.status,
    created_at: seconds(conversation.createdAt),
    updated_at: conversation.updatedAt / 1_000,
    timestamp: seconds(conversation.lastActivityAt),
    first_reply_created_at: conversation.firstReplyAt === null ? 0 : seconds(conversation.firstReplyAt),
    unread_count: unread,
    last_non_activity_message: push(conversation.messages.findLast((one) => one.type !== 2)),
    last_activity_at: seconds(conversation.lastActivityAt),
    priority: conversation.priority,
    waiting_since: conversation.waitingSince === null ? 0 : seconds(conversation.waitingSince),
    sla_policy_id: null,
  };
}

export function messageView(
  state: ChatwootState,
  message: Message,
  conversation: Conversation,
  base: string,
  echoId?: string,
): View {
  const { attachments } = message;
  return {
    id: message.id,
    content: message.content,
    inbox_id: conversation.source.inbox.id,
    ...(echoId === undefined ? {} : { echo_id: echoId }),
    conversation_id: conversation.id,
    message_type: message.type,
    content_type: message.contentType,
    status: message.status,
    content_attributes: shownAttributes(message),
    created_at: seconds(message.createdAt),
    private: message.private,
    source_id: message.sourceId,
    ...(message.sender ? { sender: senderView(message.sender, 'offline') } : {}),
    ...(attachments.length > 0
      ? { attachments: attachments.map((one) => attachmentView(state, one, message.id, base)) }
      : {}),
  };
}

function shownAttributes({ contentAttributes }: Message): View {
  const { external_error, ...others } = contentAttributes;
  return external_error === null ? others : contentAttributes;
}

/** An inbox as its row in the database, which the making of a contact shows. */
export function inboxRow(state: ChatwootState, inbox: Inbox): View {
  const at = new Date(inbox.createdAt).toISOString();
  return {
    id: inbox.id,
    channel_id: inbox.id,
    account_id: state.account.id,
    name: inbox.name,
    created_at: at,
    updated_at: at,
    channel_type: 'Channel::Api',
    enable_auto_assignment: inbox.autoAssignment,
    greeting_enabled: inbox.greeting !== undefined,
    greeting_message: inbox.greeting ?? null,
    email_address: null,
    working_hours_enabled: inbox.outOfOffice !== undefined,
    out_of_office_message: inbox.outOfOffice ?? null,
    timezone: 'UTC',
    enable_email_collect: true,
    csat_survey_enabled: inbox.survey !== undefined,
    allow_messages_after_resolved: true,
    auto_assignment_config: {},
    lock_to_single_conversation: inbox.lockToSingleConversation ?? false,
    portal_id: null,
    sender_name_type: 'friendly',
    business_name: null,
    csat_config: {},
  };
}

/** What an administrator sees of an inbox; the keys of the secrets are missing for anybody else. */
export function inboxView(state: ChatwootState, inbox: Inbox, viewer: User | AgentBot): View {
  const { csatConfig, secrets } = state.features;
  const admin = viewer.kind === 'user' && viewer.role === 'administrator';
  return {
    id: inbox.id,
    avatar_url: '',
    channel_id: inbox.id,
    name: inbox.name,
    channel_type: 'Channel::Api',
    greeting_enabled: inbox.greeting !== undefined,
    greeting_message: inbox.greeting ?? null,
    working_hours_enabled: inbox.outOfOffice !== undefined,
    enable_email_collect: true,
    csat_survey_enabled: inbox.survey !== undefined,
    ...(csatConfig ? { csat_config: {} } : {}),
    enable_auto_assignment: inbox.autoAssignment,
    auto_assignment_config: {},
    out_of_office_message: inbox.outOfOffice ?? null,
    working_hours: WORKING_HOURS,
    timezone: 'UTC',
    callback_webhook_url: null,
    allow_messages_after_resolved: true,
    lock_to_single_conversation: inbox.lockToSingleConversation ?? false,
    sender_name_type: 'friendly',
    business_name: null,
    ...NULLS,
    hmac_mandatory: inbox.hmacMandatory ?? false,
    ...(admin ? { hmac_token: inbox.hmacToken } : {}),
    ...(admin && secrets ? { secret: inbox.secret } : {}),
    webhook_url: inbox.webhookUrl,
    inbox_identifier: inbox.identifier,
    additional_attributes: inbox.additionalAttributes,
    provider: null,
  };
}

/** Of other channels; an API inbox shows them empty. */
const NULLS = Object.fromEntries(
  [
    'allowed_domains',
    'widget_color',
    'website_url',
    'welcome_title',
    'welcome_tagline',
    'web_widget_script',
    'website_token',
    'selected_feature_flags',
    'reply_time',
    'messaging_service_sid',
    'phone_number',
  ].map((name) => [name, null]),
);
