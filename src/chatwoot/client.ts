import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { systemClock, type Clock } from '../clock.ts';
import { baseUrl } from './address.ts';
import { exchange, type Ask, type Fetch } from './exchange.ts';
import { postableContent, postableName } from './postable.ts';
import { refusalOf } from './refusal.ts';
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

/** The calls we make, by their shape below the inbox. Also the label of metrics. */
export type Route =
  | '/'
  | '/contacts'
  | '/contacts/:contact'
  | '/contacts/:contact/conversations'
  | '/contacts/:contact/conversations/:conversation/messages'
  | '/contacts/:contact/conversations/:conversation/toggle_status';

/** One call, for logs, metrics and the limit that follows Chatwoot's speed. */
export interface CallReport {
  route: Route;
  method: Ask['method'];
  /** HTTP status; null where no answer came. */
  status: number | null;
  /** From the start of the call to the end of the body, milliseconds. */
  ms: number;
  /** Size of the answer's body. */
  bytes: number;
}

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
  onCall?: (report: CallReport) => void;
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
  /** All conversations with **all** their messages: once per person, never in steady state. */
  conversations(sourceId: string, timeoutMs?: number): Promise<Conversation[]>;
  /** Always makes one: nothing in Chatwoot prevents a second. */
  createConversation(sourceId: string): Promise<Conversation>;
  /** The newest 20, or the 20 before an id; oldest first. */
  messages(sourceId: string, conversationId: number, before?: number): Promise<Message[]>;
  /** @throws Error where there is no content: Chatwoot would show an empty bubble. */
  postMessage(sourceId: string, conversationId: number, post: Post): Promise<Message>;
  /** Resolves the conversation; one already resolved stays so. */
  resolve(sourceId: string, conversationId: number): Promise<Conversation>;
}

export function openChatwootClient(options: ChatwootOptions): ChatwootClient {
  const root = `${baseUrl(options.url)}/public/api/v1/inboxes/${encodeURIComponent(options.inboxId)}`;
  const clock = options.clock ?? systemClock;

  async function call<T>(ask: {
    method: Ask['method'];
    route: Route;
    path: string;
    shape: z.ZodType<T>;
    body?: unknown;
    timeoutMs?: number;
  }): Promise<T> {
    const { method, route } = ask;
    const about = { method, url: root + ask.path, call: `${method} ${route}` };
    const start = clock.now();
    const report = (status: number | null, bytes: number) => {
      const facts: CallReport = { route, method, status, ms: clock.now() - start, bytes };
      options.log?.debug(facts, 'Chatwoot called');
      options.onCall?.(facts);
    };
    const answer = await exchange(
      { ...about, timeoutMs: ask.timeoutMs ?? options.timeoutMs, ...('body' in ask ? { body: ask.body } : {}) },
      options.fetch,
    ).catch((error: unknown) => {
      report(null, 0);
      throw error;
    });
    report(answer.status, answer.bytes);
    const body = answer.ok ? ask.shape.safeParse(answer.json) : null;
    if (body?.success) return body.data;
    throw refusalOf(answer, { ...about, changes: method !== 'GET', now: clock.now() });
  }

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
        ...(options.hmacToken === null ? {} : { identifier_hash: identifierHash(options.hmacToken, identifier) }),
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

    conversations: async (sourceId, timeoutMs = 25_000) =>
      call({
        method: 'GET',
        route: listRoute,
        path: `${contact(sourceId)}/conversations`,
        shape: z.array(conversationShape),
        timeoutMs,
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
      }),

    postMessage: async (sourceId, id, post) => {
      const content = postableContent(post.content);
      if (content === '') throw new Error('a message without content cannot be registered in Chatwoot');
      const path = `${conversation(sourceId, id)}/messages`;
      return call({ method: 'POST', route: messagesRoute, path, shape: messageShape, body: { ...post, content } });
    },

    resolve: async (sourceId, id) =>
      call({
        method: 'POST',
        route: '/contacts/:contact/conversations/:conversation/toggle_status',
        path: `${conversation(sourceId, id)}/toggle_status`,
        shape: conversationShape,
        body: {},
      }),
  };
}

/** A dot in a source id makes every path with it a 404, an empty one the POST a 500: `sourceIdOf` makes neither. */
function inPath(sourceId: string): string {
  if (sourceId === '' || sourceId.includes('.')) throw new Error('a source id must have no dot and not be empty');
  return encodeURIComponent(sourceId);
}

/** Hex HMAC-SHA256 of the identifier, of the empty string where there is none. */
function identifierHash(token: string, identifier: string | null): string {
  return createHmac('sha256', token)
    .update(identifier ?? '')
    .digest('hex');
}
