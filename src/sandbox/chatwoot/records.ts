/** What the sandbox's Chatwoot holds. Times are milliseconds since 1970 unless a name says otherwise. */

export type ConversationStatus = 'open' | 'pending' | 'resolved' | 'snoozed';
const STATUSES: readonly string[] = ['open', 'pending', 'resolved', 'snoozed'] satisfies ConversationStatus[];
export const isStatus = (word: string): word is ConversationStatus => STATUSES.includes(word);

/** As Chatwoot numbers them: 0 incoming, 1 outgoing, 2 activity, 3 template. */
export type MessageType = 0 | 1 | 2 | 3;

export interface InboxSetup {
  identifier: string;
  /** The identifier where absent. */
  name?: string;
  /** Refuses contact calls without a right `identifier_hash`; false where absent. */
  hmacMandatory?: boolean;
  /** Key of the `identifier_hash`; made up where absent. */
  hmacToken?: string;
  /** An active agent bot: conversations begin as pending and come back to pending. */
  agentBot?: boolean;
  /** One conversation per contact, whatever its status. */
  lockToSingleConversation?: boolean;
  /** Sent as a template message after the first message of a conversation. */
  greeting?: string;
  /** Sent instead of the greeting: the inbox is outside its hours. */
  outOfOffice?: string;
  /** Sent as `input_csat` when a conversation is resolved. */
  survey?: string;
  /** Where this inbox's events go (the API inbox's own door); nowhere where absent. */
  webhookUrl?: string;
  /** Signs them; made up where absent. */
  secret?: string;
  /** Assigns conversations that become open to a member who is online. False where absent; a real inbox is made with it on. */
  autoAssignment?: boolean;
  /** Of an API inbox: `agent_reply_time_window` and the like. */
  additionalAttributes?: Record<string, unknown>;
}

export interface Inbox extends Omit<InboxSetup, 'agentBot' | 'webhookUrl'> {
  id: number;
  name: string;
  hmacToken: string;
  secret: string;
  webhookUrl: string | null;
  additionalAttributes: Record<string, unknown>;
  autoAssignment: boolean;
  createdAt: number;
  /** The active agent bot: conversations begin as pending and come back to pending. */
  bot: AgentBot | null;
  members: Set<number>;
  /** By source_id. */
  sources: Map<string, ContactInbox>;
}

export interface Contact {
  kind: 'contact';
  id: number;
  name: string;
  email: string | null;
  phone: string | null;
  identifier: string | null;
  blocked: boolean;
  additional: Record<string, unknown>;
  custom: Record<string, unknown>;
  createdAt: number;
  updatedAt: number;
  lastActivityAt: number | null;
  type: 'visitor' | 'lead';
  sources: ContactInbox[];
}

/** A contact as one inbox knows it. */
export interface ContactInbox {
  id: number;
  inbox: Inbox;
  contact: Contact;
  sourceId: string;
  pubsubToken: string;
  hmacVerified: boolean;
  createdAt: number;
  /** The one touched last stands last. */
  conversations: Conversation[];
}

export interface Conversation {
  /** The account's display_id. */
  id: number;
  uuid: string;
  /** False from the making of a conversation together with its first message until its first change, which then tells its number. */
  numberTold: boolean;
  source: ContactInbox;
  status: ConversationStatus;
  custom: Record<string, unknown>;
  /** A person or an agent bot. */
  assignee: User | AgentBot | null;
  team: Team | null;
  labels: string[];
  /** Whether labels were ever set: the cached list is null before. */
  everLabelled: boolean;
  priority: string | null;
  snoozedUntil: number | null;
  /** Since when the customer waits for an answer; null where nobody does. */
  waitingSince: number | null;
  /** When a person first answered. */
  firstReplyAt: number | null;
  /** Unix seconds; 0 where never. */
  contactLastSeenAt: number;
  /** Unix seconds; 0 where never. */
  agentLastSeenAt: number;
  createdAt: number;
  updatedAt: number;
  lastActivityAt: number;
  /** In the order made, activity lines and private notes included. */
  messages: Message[];
}

export interface Message {
  id: number;
  conversationId: number;
  content: string | null;
  type: MessageType;
  contentType: string;
  contentAttributes: Record<string, unknown>;
  /** `template_params` and the like. */
  additional: Record<string, unknown>;
  createdAt: number;
  updatedAt: number;
  private: boolean;
  status: MessageStatus;
  /** As the sender of the post gave it; null where none. */
  sourceId: string | null;
  /** Null for activity lines and templates. */
  sender: Sender | null;
  attachments: Attachment[];
}

export type MessageStatus = 'sent' | 'delivered' | 'read' | 'failed';

/** Who may stand as the sender of a message. */
export type Sender = Contact | User | AgentBot;

/** A person who works in Chatwoot. */
export interface User {
  kind: 'user';
  id: number;
  name: string;
  email: string;
  role: 'administrator' | 'agent';
  /** The `api_access_token`. */
  token: string;
  pubsubToken: string;
}

export interface AgentBot {
  kind: 'agent_bot';
  id: number;
  name: string;
  description: string | null;
  outgoingUrl: string | null;
  token: string;
  /** Numbers the token's row. */
  tokenId: number;
  secret: string;
  createdAt: number;
}

export interface Team {
  id: number;
  name: string;
  description: string | null;
  allowAutoAssign: boolean;
}

export interface Label {
  id: number;
  title: string;
  description: string | null;
  color: string;
  showOnSidebar: boolean;
}

/** What an automation rule or a macro does, in its order: `send_message`, `add_label` and the like, each with its arguments. */
export interface Action {
  action_name: string;
  action_params: unknown[];
}

export interface AutomationRule {
  id: number;
  name: string;
  eventName: string;
  conditions: Condition[];
  actions: Action[];
  active: boolean;
}

export interface Condition {
  attribute_key: string;
  filter_operator: string;
  values: unknown[];
  query_operator?: string | null;
}

export interface Macro {
  id: number;
  name: string;
  actions: Action[];
}

/** A webhook of the account. */
export interface AccountWebhook {
  id: number;
  name: string | null;
  url: string;
  subscriptions: string[];
  secret: string;
}

export interface Attachment {
  id: number;
  fileType: 'image' | 'audio' | 'video' | 'file';
  extension: string;
  contentType: string;
  filename: string;
  /** What the address of the file is made of. */
  key: string;
  createdAt: number;
  bytes: Uint8Array;
}
