/** What the sandbox's Chatwoot holds. Times are milliseconds since 1970 unless a name says otherwise. */

export type ConversationStatus = 'open' | 'pending' | 'resolved' | 'snoozed';

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
}

export interface Inbox extends InboxSetup {
  id: number;
  name: string;
  hmacToken: string;
  /** By source_id. */
  sources: Map<string, ContactInbox>;
}

export interface Contact {
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
  inbox: Inbox;
  contact: Contact;
  sourceId: string;
  pubsubToken: string;
  hmacVerified: boolean;
  /** The one touched last stands last. */
  conversations: Conversation[];
}

export interface Conversation {
  /** The account's display_id. */
  id: number;
  uuid: string;
  source: ContactInbox;
  status: ConversationStatus;
  custom: Record<string, unknown>;
  /** Unix seconds; 0 where never. */
  contactLastSeenAt: number;
  createdAt: number;
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
  createdAt: number;
  private: boolean;
  status: 'sent' | 'delivered' | 'read' | 'failed';
  /** Null for activity lines and templates. */
  sender: Contact | Agent | null;
  attachments: Attachment[];
}

export interface Agent {
  id: number;
  agent: true;
  name: string;
}

export interface Attachment {
  id: number;
  fileType: 'image' | 'audio' | 'video' | 'file';
  extension: string;
  contentType: string;
  filename: string;
  /** What the address of the file is made of. */
  key: string;
  bytes: Uint8Array;
}
