import { filled, list, milliseconds, record, recordId, text, type Rec } from '../../wire/read.ts';
import type { ChatwootEvent, ConversationState, IgnoredEvent, EventPerson, Place } from './event.ts';
import { readPageMessage, readSender, statusOf } from './read-message.ts';

/** The words of the cable, which says `message.created` where webhooks say `message_created`. */
const nameOf = (value: unknown): string => (text(value) ?? '').replace('.', '_');

const messages = { message_created: 'created', message_updated: 'updated' } as const;
const conversations = {
  conversation_created: 'created',
  conversation_status_changed: 'status_changed',
  conversation_updated: 'updated',
} as const;
const contacts = { contact_created: 'created', contact_updated: 'updated' } as const;

const has = <K extends string>(table: Record<K, unknown>, name: string): name is K => Object.hasOwn(table, name);

/** A webhook's body, of whichever door (the inbox's, the account's, an agent bot's). Never throws. */
export function readWebhookEvent(body: unknown): ChatwootEvent {
  const it = record(body);
  const name = nameOf(it?.event);
  if (!it) return ignored(name);
  if (has(messages, name)) return webhookMessage(it, name) ?? ignored(name);
  if (has(conversations, name)) return conversationEvent(it, name, null) ?? ignored(name);
  if (isTyping(name)) return typing(it, name, null) ?? ignored(name);
  if (has(contacts, name)) return contact(it, name) ?? ignored(name);
  return ignored(name);
}

/**
 * The `message` of a cable frame. Never throws.
 *
 * @param token of the subscription it came for; null where that is a user's, who hears everybody
 */
export function readCableEvent(frame: { event: unknown; data: unknown }, token: string | null): ChatwootEvent {
  const name = nameOf(frame.event);
  const it = record(frame.data);
  if (!it) return ignored(name);
  if (has(messages, name)) return cableMessage(it, name, token) ?? ignored(name);
  if (has(conversations, name)) return conversationEvent(it, name, token) ?? ignored(name);
  if (isTyping(name)) return typing(it, name, token) ?? ignored(name);
  return ignored(name);
}

const ignored = (name: string): IgnoredEvent => ({ kind: 'ignored', name: name.slice(0, 100) });

function webhookMessage(it: Rec, name: keyof typeof messages): ChatwootEvent | null {
  const conversation = record(it.conversation);
  const message = readPageMessage(it);
  const place = conversation && placeOf(conversation, it, null);
  if (!message || message.type === 'other' || !place) return null;
  // No status of its own: only where the conversation shows this very message as its newest is it known.
  const shown = list(conversation?.messages)
    .map(record)
    .find((one) => one?.id === message.id);
  const state = readConversation(conversation);
  const status = message.status ?? statusOf(shown?.status);
  return { kind: 'message', what: messages[name], ...place, message: { ...message, status }, conversation: state };
}

function cableMessage(it: Rec, name: keyof typeof messages, token: string | null): ChatwootEvent | null {
  const message = readPageMessage(it);
  const conversationId = recordId(it.conversation_id);
  if (!message || message.type === 'other' || conversationId === null) return null;
  const place = {
    accountId: recordId(it.account_id),
    inboxId: recordId(it.inbox_id),
    sourceId: filled(record(record(it.conversation)?.contact_inbox)?.source_id),
    token,
    conversationId,
    person: null,
  };
  return { kind: 'message', what: messages[name], ...place, message, conversation: null };
}

function conversationEvent(it: Rec, name: keyof typeof conversations, token: string | null): ChatwootEvent | null {
  const place = placeOf(it, it, token);
  const state = readConversation(it);
  return place && state && { kind: 'conversation', what: conversations[name], ...place, state };
}

const isTyping = (name: string): boolean => name === 'conversation_typing_on' || name === 'conversation_typing_off';

function typing(it: Rec, name: string, token: string | null): ChatwootEvent | null {
  const conversation = record(it.conversation);
  const place = conversation && placeOf(conversation, it, token);
  const on = name === 'conversation_typing_on';
  return place && { kind: 'typing', on, ...place, private: it.is_private === true, by: readSender(it.user) };
}

function contact(it: Rec, name: keyof typeof contacts): ChatwootEvent | null {
  const contactId = recordId(it.id);
  if (contactId === null) return null;
  return {
    kind: 'contact',
    what: contacts[name],
    accountId: recordId(record(it.account)?.id),
    contactId,
    name: filled(it.name),
    phone: filled(it.phone_number),
    identifier: filled(it.identifier),
    blocked: it.blocked === true,
    changed: changedIn(it),
  };
}

/** @param around what the conversation came in: the account stands there, or in the conversation, as an object or an id */
function placeOf(conversation: Rec, around: Rec, token: string | null): Place | null {
  const conversationId = recordId(conversation.id);
  if (conversationId === null) return null;
  const contactInbox = record(conversation.contact_inbox);
  const account = [around, conversation].flatMap((it) => [record(it.account)?.id, it.account_id]);
  return {
    accountId: account.map(recordId).find((id) => id !== null) ?? null,
    inboxId: recordId(conversation.inbox_id) ?? recordId(record(around.inbox)?.id),
    sourceId: filled(contactInbox?.source_id),
    token: token ?? filled(contactInbox?.pubsub_token),
    conversationId,
    person: personOf(record(conversation.meta)),
  };
}

/** Whom `meta` of a conversation names. */
export function personOf(meta: Rec | null): EventPerson | null {
  const sender = record(meta?.sender);
  const contactId = recordId(sender?.id);
  if (!sender || contactId === null) return null;
  return { contactId, name: filled(sender.name), phone: filled(sender.phone_number) };
}

/** A conversation's state, as events and the answers of the application API give it. Null where it has no known status. */
export function readConversation(value: unknown): ConversationState | null {
  const it = record(value);
  const status = statusWords[typeof it?.status === 'string' ? it.status : ''];
  if (!it || !status) return null;
  const meta = record(it.meta);
  const assignee = record(meta?.assignee);
  return {
    status,
    assigneeId: recordId(assignee?.id),
    assigneeIsBot: assignee !== null && (meta?.assignee_type === 'AgentBot' || assignee.type === 'agent_bot'),
    assigneeName: filled(assignee?.name),
    teamId: recordId(record(meta?.team)?.id),
    labels: Array.isArray(it.labels) ? it.labels.filter((one) => typeof one === 'string') : null,
    updatedAt: milliseconds(it.updated_at),
    uuid: filled(it.uuid),
    changed: changedIn(it),
  };
}

/** A null prototype: a status named `constructor` is none. Releases before 2.12 say `bot` for `pending`. */
const statusWords: Record<string, ConversationState['status'] | undefined> = Object.assign(
  Object.create(null) as Record<string, ConversationState['status']>,
  { open: 'open', resolved: 'resolved', pending: 'pending', snoozed: 'snoozed', bot: 'pending' } as const,
);

const changedIn = (it: Rec): string[] => list(it.changed_attributes).flatMap((one) => Object.keys(record(one) ?? {}));
