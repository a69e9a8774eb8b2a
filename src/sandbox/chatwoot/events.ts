import type { AgentBot, Contact, Conversation, Message, User } from './records.ts';

/** An attribute's name with what it was and what it is, as Chatwoot lists them. */
export type Changed = Record<string, { previous_value: unknown; current_value: unknown }>;

export type MessageEvent = {
  /** `first_reply_created` beside the first public answer of a person; only persons at the cable hear it. */
  name: 'message_created' | 'message_updated' | 'first_reply_created';
  message: Message;
  conversation: Conversation;
  /** Who called, by which token; null on the public door and by the server itself. */
  performer: User | AgentBot | null;
  echoId?: string | undefined;
  /** Of an update: attribute → what it was, what it is. */
  previous?: Record<string, [unknown, unknown]> | undefined;
};

export type ConversationEvent = {
  /** `assignee_changed` beside the update of an assignment; only persons at the cable hear it. */
  name: 'conversation_created' | 'conversation_status_changed' | 'conversation_updated' | 'assignee_changed';
  conversation: Conversation;
  changed: Changed[] | null;
  /** Who made a conversation by the application API. No other event of a conversation names anybody. */
  performer?: User | AgentBot | null;
};

export type TypingEvent = {
  name: 'conversation_typing_on' | 'conversation_typing_off';
  conversation: Conversation;
  user: User | AgentBot | Contact;
  isPrivate: boolean;
};

export type ContactEvent = {
  name: 'contact_created' | 'contact_updated';
  contact: Contact;
  changed: Changed[] | null;
  /** Who did it by the application API. */
  performer?: User | AgentBot | null;
};

/** One thing that happened, for whoever listens at the cable and at the webhooks' doors. */
export type ChatwootEvent = MessageEvent | ConversationEvent | TypingEvent | ContactEvent;

/** Account webhooks may subscribe to these. */
export const SUBSCRIPTIONS: readonly string[] = [
  'conversation_status_changed',
  'conversation_updated',
  'conversation_created',
  'contact_created',
  'contact_updated',
  'message_created',
  'message_updated',
  'webwidget_triggered',
  'inbox_created',
  'inbox_updated',
  'conversation_typing_on',
  'conversation_typing_off',
];

/** What an API inbox's own door and an agent bot's are told; contacts' events are the account's alone. */
export const INBOX_EVENTS: ReadonlySet<string> = new Set([
  'message_created',
  'message_updated',
  'conversation_created',
  'conversation_status_changed',
  'conversation_updated',
  'conversation_typing_on',
  'conversation_typing_off',
]);
