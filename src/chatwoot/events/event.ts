/**
 * What Chatwoot tells, in one language for its three ways: webhooks, cable frames and pages of messages.
 * An event is only a hint that something happened: copies come, and an older one may come after a newer.
 */
export type ChatwootEvent = MessageEvent | ConversationEvent | TypingEvent | ContactEvent | IgnoredEvent;

/** Where something happened. Route by `sourceId` and `inboxId`: a conversation's number repeats between accounts. */
export interface Place {
  /** Missing in a conversation's webhooks below 4.14.2. */
  accountId: number | null;
  inboxId: number | null;
  /** The contact's key in the inbox, as `sourceIdOf` makes it. */
  sourceId: string | null;
  /** The key of the contact's stream (`pubsub_token`): a secret. On the cable the one the frame came for. */
  token: string | null;
  /** The account's running number. */
  conversationId: number;
  /** Who it is about, as the account knows them; null where it is not told (a message on the cable). */
  person: EventPerson | null;
}

export interface EventPerson {
  contactId: number;
  name: string | null;
  /** E.164, as Chatwoot keeps it. */
  phone: string | null;
}

export interface MessageEvent extends Place {
  kind: 'message';
  what: 'created' | 'updated';
  message: EventMessage;
  /** Null on the cable, which tells no more of it than its assignee. */
  conversation: ConversationState | null;
}

export interface ConversationEvent extends Place {
  kind: 'conversation';
  what: 'created' | 'status_changed' | 'updated';
  state: ConversationState;
}

/** Someone types; the customer too, where a program says so for them. */
export interface TypingEvent extends Place {
  kind: 'typing';
  on: boolean;
  /** In a private note. */
  private: boolean;
  by: Sender | null;
}

/** By account webhooks only. It names no inbox and no source id: find the person by `contactId`. */
export interface ContactEvent {
  kind: 'contact';
  what: 'created' | 'updated';
  accountId: number | null;
  contactId: number;
  name: string | null;
  phone: string | null;
  identifier: string | null;
  blocked: boolean;
  /** The fields that changed, as Chatwoot names them. */
  changed: string[];
}

/** What means nothing to us, or could not be read. */
export interface IgnoredEvent {
  kind: 'ignored';
  /** Chatwoot's name of it; empty where it had none. */
  name: string;
}

export interface Sender {
  id: number;
  kind: 'user' | 'agent_bot' | 'contact';
  /** The one that people are shown, where an agent has set such a one: webhooks tell only the other. */
  name: string | null;
}

export type MessageStatus = 'sent' | 'delivered' | 'read' | 'failed';

export interface EventMessage {
  id: number;
  /**
   * `template`: greeting, out of office, survey. `activity`: a line of Chatwoot's own, in pages of the application API only.
   * `other`: of a release we do not know; passed over, but counted where pages are.
   */
  type: 'incoming' | 'outgoing' | 'activity' | 'template' | 'other';
  /** A note among agents: never the customer's business. */
  private: boolean;
  /** Markdown where a person wrote it; raw on the cable and in pages, partly cleaned in webhooks: see `toWhatsApp`. */
  content: string | null;
  /** `text`, `input_csat`, …; `text` where none is told. */
  contentType: string;
  /** The content is then a set text in its place. */
  deleted: boolean;
  /** Why it failed; null where nothing is told. */
  externalError: string | null;
  /** No attribute, or none with a value: so it looks after the agent's Retry, and on a plain message. */
  attributesEmpty: boolean;
  /** The message it quotes. */
  inReplyTo: number | null;
  /** The message's own `source_id`, as whoever posted it gave it. */
  sourceId: string | null;
  /** As the poster gave it; on the cable and in the answer to a POST only. The agents' page sends its own. */
  echoId: string | null;
  /** Null where it is not told: in pages of the public API, and in webhooks about any but the newest message. */
  status: MessageStatus | null;
  /** Null on templates. */
  sender: Sender | null;
  attachments: EventAttachment[];
  /** What an `input_select`, `article` or `cards` offers; empty on all others. */
  items: EventItem[];
  /** Milliseconds since 1970, of whole seconds: that is as much as all ways tell. */
  createdAt: number;
}

/** A choice, an article or a card. */
export interface EventItem {
  title: string | null;
  /** Of a choice: what comes back when it is taken. */
  value: string | null;
  description: string | null;
  /** Of an article. */
  link: string | null;
  /** Of a card: its picture. */
  picture: string | null;
  /** Of a card: what can be done there, with the address of those that lead somewhere. */
  actions: { text: string | null; link: string | null }[];
}

export interface EventAttachment {
  id: number | null;
  /** `image`, `audio`, `video`, `file`, `location`, `contact`, `fallback`, … */
  fileType: string;
  /** A redirect to the file; null on locations and contact cards. */
  url: string | null;
  /** The type as Chatwoot found it in the bytes; null below 4.13.0. */
  contentType: string | null;
  /** Bytes. */
  size: number | null;
  /** From the address. */
  name: string | null;
  /** Of locations and contact cards: the title they go by. */
  title: string | null;
  latitude: number | null;
  longitude: number | null;
}

export interface ConversationState {
  status: 'open' | 'resolved' | 'pending' | 'snoozed';
  /** A person's, or an agent bot's where `assigneeIsBot`. */
  assigneeId: number | null;
  assigneeIsBot: boolean;
  assigneeName: string | null;
  teamId: number | null;
  /** Null where they are not told. */
  labels: string[] | null;
  /** Milliseconds since 1970 with fractions: of two states the one with the later is true. 0 where it is not told. */
  updatedAt: number;
  /** In answers of the API only; the survey's address ends in it. */
  uuid: string | null;
  /** The fields that changed, as Chatwoot names them; in webhooks of `updated` only. */
  changed: string[];
}
