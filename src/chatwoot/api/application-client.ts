import type { ConversationState, EventMessage, MessageStatus } from '../events/event.ts';
import type { ConversationPage, Profile, ShownConversation } from './application-shapes.ts';
import type { UploadFile } from './upload.ts';

export interface ApplicationPost {
  content: string;
  /** A note among agents. */
  private?: boolean;
  /** `outgoing` by default: from the bot or the user the token belongs to. `incoming`: from the contact. */
  messageType?: 'outgoing' | 'incoming';
  /** Kept and shown in events. Chatwoot does not mind the same one twice. */
  sourceId?: string;
  /** Comes back on the cable and in the answer; not kept. */
  echoId?: string;
  contentAttributes?: Record<string, unknown>;
  contentType?: string;
}

export type Assignee = { assigneeId: number } | { teamId: number } | { none: true };

/**
 * Chatwoot's application API with one token. Every call is made once; all of them throw `ChatwootRefused` or
 * `ChatwootUnreachable`: see `applicationVerdict`. Conversations go by the account's running number.
 */
export interface ApplicationClient {
  readonly kind: 'bot' | 'user';
  /** @throws Error where there is no content. */
  postMessage(conversationId: number, post: ApplicationPost): Promise<EventMessage>;
  /**
   * One message with files, `outgoing`: its text may be empty, they may not. Takes up to a minute.
   *
   * @throws Error where there is no file.
   */
  postFiles(
    conversationId: number,
    post: { content: string; sourceId: string; echoId: string; files: readonly UploadFile[] },
  ): Promise<EventMessage>;
  /** Gives the status that holds afterwards. A bot taking `pending` to `open` is Chatwoot's own handoff. */
  toggleStatus(conversationId: number, status: ConversationState['status']): Promise<ConversationState['status']>;
  /** Gives who has it now; null: nobody, which is also the answer for an agent Chatwoot does not know. */
  assign(conversationId: number, to: Assignee): Promise<{ id: number; name: string | null } | null>;
  labels(conversationId: number): Promise<string[]>;
  /** The whole set: what is not in it is taken away. */
  setLabels(conversationId: number, labels: readonly string[]): Promise<string[]>;
  /** The whole set: what is not in it is taken away. */
  setAttributes(conversationId: number, attributes: Readonly<Record<string, unknown>>): Promise<void>;
  conversation(conversationId: number): Promise<ShownConversation>;
  /** An inbox's conversations of every status, the one with the newest message first; page 1 is the first. User token. */
  conversations(inboxId: number, page: number): Promise<ConversationPage>;
  /** Notes and Chatwoot's own lines included, oldest first: the newest 20, the 20 before an id, or those after one. User token. */
  messages(conversationId: number, page?: { before?: number; after?: number }): Promise<EventMessage[]>;
  /**
   * Gives the status that holds afterwards: Chatwoot refuses `read` → `delivered` in silence. User token.
   *
   * @throws Error for `failed` without a reason: the page would offer no Retry.
   */
  setMessageStatus(
    conversationId: number,
    messageId: number,
    status: MessageStatus,
    externalError?: string,
  ): Promise<MessageStatus | null>;
  /** Whose token it is. User token. */
  profile(): Promise<Profile>;
}
