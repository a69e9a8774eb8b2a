import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { LONG } from '../../wire/answer-text.ts';
import { hmacOf } from '../../wire/secret.ts';
import { baseUrl } from '../address.ts';
import { openCaller, type CallReport } from './caller.ts';
import type { Fetch } from './exchange.ts';
import { postableContent, postableName } from './postable.ts';
import {
  contactShape,
  conversationShape,
  inboxShape,
  messageShape,
  renamedShape,
  type Contact,
  type Conversation,
  type Inbox,
  type Message,
} from './shapes.ts';
import { formOf, UPLOAD_MS, type Upload } from './upload.ts';

export type { CallReport } from './caller.ts';

/** The calls we make, by their shape below the inbox. Also the label of metrics. */
export type Route =
  | '/'
  | '/contacts'
  | '/contacts/:contact'
  | '/contacts/:contact/conversations'
  | '/contacts/:contact/conversations/:conversation'
  | '/contacts/:contact/conversations/:conversation/messages'
  | '/contacts/:contact/conversations/:conversation/toggle_status';

export interface ChatwootOptions {
  /** As in `CHATWOOT_URL`; see `baseUrl`. */
  url: string;
  /** The inbox *identifier* (`CHATWOOT_INBOX_ID`), not its number. */
  inboxId: string;
  /** For each call but the list of conversations. Milliseconds. */
  timeoutMs: number;
  /** `CHATWOOT_HMAC_TOKEN`; null where the inbox does not check identities. */
  hmacToken: string | null;
  fetch?: Fetch;
  clock?: Clock;
  onCall?: (report: CallReport<Route>) => void;
  /** Each call at debug level: its shape, status and time, never ids or texts. */
  log?: { debug(fields: object, text: string): void };
}

/** What a message is posted with: the original script's fields, and our own id of the message. */
export interface Post {
  content: string;
  pubsub_token: string;
  /** On the bot's messages only. */
  is_bot?: true;
  echo_id: string;
}

/**
 * Chatwoot's public client API for one inbox. Every call is made once; all of them throw `ChatwootRefused` or
 * `ChatwootUnreachable`, whose `unclear` says whether the call may have taken effect all the same.
 */
export interface ChatwootClient {
  /** The inbox itself. Leaves nothing behind. */
  inbox(): Promise<Inbox>;
  /** Finds or makes the contact. The name of one already there is not changed. */
  upsertContact(person: {
    sourceId: string;
    name: string | null;
    phone: string | null;
    identifier: string | null;
  }): Promise<Contact>;
  getContact(sourceId: string): Promise<Contact>;
  renameContact(sourceId: string, name: string): Promise<void>;
  /** Custom attributes of a contact; those not named stay. */
  setAttributes(sourceId: string, attributes: Readonly<Record<string, unknown>>): Promise<void>;
  /** All conversations with **all** their messages: once per person, never in steady state. */
  conversations(sourceId: string, timeoutMs?: number): Promise<Conversation[]>;
  /** One conversation, with **all** its messages as well: seldom. Releases before 3.7 do not know it. */
  conversation(sourceId: string, conversationId: number, timeoutMs?: number): Promise<Conversation>;
  /** Always makes one: nothing in Chatwoot prevents a second. */
  createConversation(sourceId: string): Promise<Conversation>;
  /** The newest 20, or the 20 before an id; oldest first. */
  messages(sourceId: string, conversationId: number, before?: number): Promise<Message[]>;
  /** @throws Error where there is no content: Chatwoot would show an empty bubble. */
  postMessage(sourceId: string, conversationId: number, post: Post): Promise<Message>;
  /**
   * One message with files: its text may be missing, they may not. Takes up to a minute (`UPLOAD_MS`).
   *
   * @throws Error where there is no file.
   */
  postFiles(sourceId: string, conversationId: number, upload: Upload): Promise<Message>;
  /** Resolves the conversation; one already resolved stays so. */
  resolve(sourceId: string, conversationId: number): Promise<Conversation>;
}

export function openChatwootClient(options: ChatwootOptions): ChatwootClient {
  const root = `${baseUrl(options.url)}/public/api/v1/inboxes/${encodeURIComponent(options.inboxId)}`;
  const call = openCaller<Route>({ ...options, root });

  const contact = (sourceId: string) => `/contacts/${inPath(sourceId)}`;
  const conversation = (sourceId: string, id: number) => `${contact(sourceId)}/conversations/${id}`;
  const messagesRoute = '/contacts/:contact/conversations/:conversation/messages';
  const listRoute = '/contacts/:contact/conversations';

  return {
    inbox: () => call({ method: 'GET', route: '/', path: '', shape: inboxShape }),

    upsertContact: async ({ sourceId, name, phone, identifier }) => {
      inPath(sourceId);
      const body = {
        source_id: sourceId,
        // Without a name Chatwoot makes one up ("falling-fog-541").
        name: postableName(name) || phone || sourceId,
        ...(phone === null ? {} : { phone_number: phone }),
        ...(identifier === null ? {} : { identifier }),
        // With POST only: a GET or PATCH with the hash marks the contact verified, and the list of conversations then
        // holds those of other inboxes, and is a 500 every time below 4.7.0.
        ...(options.hmacToken === null ? {} : { identifier_hash: hmacOf(options.hmacToken, identifier ?? '') }),
      };
      return call({ method: 'POST', route: '/contacts', path: '/contacts', shape: contactShape, body });
    },

    getContact: async (sourceId) =>
      call({ method: 'GET', route: '/contacts/:contact', path: contact(sourceId), shape: contactShape }),

    renameContact: async (sourceId, name) => {
      const body = { name: postableName(name) };
      if (body.name === '') throw new Error('a contact cannot be renamed to nothing');
      await call({ method: 'PATCH', route: '/contacts/:contact', path: contact(sourceId), shape: renamedShape, body });
    },

    setAttributes: async (sourceId, attributes) => {
      const body = { custom_attributes: attributes };
      await call({ method: 'PATCH', route: '/contacts/:contact', path: contact(sourceId), shape: renamedShape, body });
    },

    conversations: async (sourceId, timeoutMs = 25_000) =>
      call({
        method: 'GET',
        route: listRoute,
        path: `${contact(sourceId)}/conversations`,
        shape: z.array(conversationShape),
        timeoutMs,
        maxBytes: LONG,
      }),

    conversation: async (sourceId, id, timeoutMs = 25_000) =>
      call({
        method: 'GET',
        route: '/contacts/:contact/conversations/:conversation',
        path: conversation(sourceId, id),
        shape: conversationShape,
        timeoutMs,
        maxBytes: LONG,
      }),

    createConversation: async (sourceId) =>
      call({
        method: 'POST',
        route: listRoute,
        path: `${contact(sourceId)}/conversations`,
        shape: conversationShape,
        body: {},
      }),

    messages: async (sourceId, id, before) =>
      call({
        method: 'GET',
        route: messagesRoute,
        path: `${conversation(sourceId, id)}/messages${before === undefined ? '' : `?before=${before}`}`,
        shape: z.array(messageShape),
        maxBytes: LONG,
      }),

    postMessage: async (sourceId, id, post) => {
      const content = postableContent(post.content);
      if (content === '') throw new Error('a message without content cannot be registered in Chatwoot');
      const path = `${conversation(sourceId, id)}/messages`;
      return call({ method: 'POST', route: messagesRoute, path, shape: messageShape, body: { ...post, content } });
    },

    postFiles: async (sourceId, id, upload) =>
      call({
        method: 'POST',
        route: messagesRoute,
        path: `${conversation(sourceId, id)}/messages`,
        shape: messageShape,
        form: formOf(upload),
        timeoutMs: Math.max(options.timeoutMs, UPLOAD_MS),
      }),

    resolve: async (sourceId, id) =>
      call({
        method: 'POST',
        route: '/contacts/:contact/conversations/:conversation/toggle_status',
        path: `${conversation(sourceId, id)}/toggle_status`,
        shape: conversationShape,
        maxBytes: LONG,
        body: {},
      }),
  };
}

/** A dot in a source id makes every path with it a 404, an empty one the POST a 500: `sourceIdOf` makes neither. */
function inPath(sourceId: string): string {
  if (sourceId === '' || sourceId.includes('.')) throw new Error('a source id must have no dot and not be empty');
  return encodeURIComponent(sourceId);
}
