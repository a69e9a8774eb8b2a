import type { Hono, MiddlewareHandler } from 'hono';
import type { SandboxContext, SandboxEnv } from '../http.ts';
import { empty, internal, notFound, noRoute, ok, unparsable } from './answers.ts';
import { proveIdentity, updateContact, upsertContact } from './contacts/contacts.ts';
import { changeMessage } from './messages/change-message.ts';
import { setStatus, startConversation } from './conversations/conversations.ts';
import { messagePage } from './messages/messages.ts';
import { postMessage } from './messages/post.ts';
import { readParams, record, text, type Params } from './params.ts';
import type { ContactInbox, Conversation, Inbox } from './records.ts';
import { slowly } from './slowness.ts';
import { conversationsOf, type ChatwootState } from './state.ts';
import { contactInboxView, contactView, conversationView, inboxView, messageView, seconds } from './views.ts';

export interface PublicOptions {
  /** Messages of one conversation in a minute; the next is refused. */
  messagesPerMinute: number;
  /** Milliseconds that each embedded message costs; 0 for none. */
  listMsPerMessage: number;
  /** The address in front of the paths of files. */
  base: () => string;
}

const INBOX = '/public/api/v1/inboxes/:inbox';
const CONTACT = `${INBOX}/contacts/:source`;
const CONVERSATION = `${CONTACT}/conversations/:conversation`;

/** The public client API: no token, the inbox identifier is the key. */
export function publicRoutes(app: Hono<SandboxEnv>, state: ChatwootState, options: PublicOptions): void {
  const { base } = options;

  // Rails takes what stands behind a dot for a format, so a source_id with a dot reaches no route.
  const noDots: MiddlewareHandler<SandboxEnv> = async (c, next) => {
    const path = (c.env.incoming.url ?? '').split('?')[0] ?? '';
    return path.includes('.') ? noRoute(c) : next();
  };
  app.use('/public/*', noDots);

  app.get(INBOX, (c) => ok(c, inboxView(inboxOf(state, c))));

  app.post(`${INBOX}/contacts`, async (c) => {
    const params = await readParams(c);
    if (!params) return unparsable(c);
    const inbox = inboxOf(state, c);
    proveIdentity(inbox, params.fields);
    return ok(c, contactInboxView(upsertContact(state, inbox, params.fields)));
  });

  app.get(CONTACT, (c) => {
    const source = sourceOf(state, c);
    if (proveIdentity(source.inbox, c.req.query())) source.hmacVerified = true;
    return ok(c, contactInboxView(source));
  });

  app.patch(CONTACT, async (c) => {
    const params = await readParams(c);
    if (!params) return unparsable(c);
    const source = sourceOf(state, c);
    if (proveIdentity(source.inbox, params.fields)) source.hmacVerified = true;
    return ok(c, contactView(updateContact(state, source, params.fields)));
  });

  app.get(`${CONTACT}/conversations`, async (c) => {
    const source = sourceOf(state, c);
    if (source.hmacVerified && !state.features.verifiedLists) throw internal();
    const list = conversationsOf(source);
    await slowly(list, options.listMsPerMessage, () => c.req.raw.signal);
    return ok(
      c,
      list.map((one) => conversationView(state, one, base())),
    );
  });

  app.post(`${CONTACT}/conversations`, async (c) => {
    const params = await readParams(c);
    if (!params) return unparsable(c);
    const conversation = startConversation(state, sourceOf(state, c), record(params.fields, 'custom_attributes'));
    return ok(c, conversationView(state, conversation, base()));
  });

  app.get(CONVERSATION, async (c) => {
    const conversation = conversationOf(state, c);
    await slowly([conversation], options.listMsPerMessage, () => c.req.raw.signal);
    return ok(c, conversationView(state, conversation, base()));
  });

  app.post(`${CONVERSATION}/toggle_status`, (c) => {
    const conversation = conversationOf(state, c);
    setStatus(state, conversation, 'resolved', null);
    return ok(c, conversationView(state, conversation, base()));
  });

  app.post(`${CONVERSATION}/toggle_typing`, async (c) => {
    const params = await readParams(c);
    if (!params) return unparsable(c);
    const conversation = conversationOf(state, c);
    const word = text(params.fields, 'typing_status');
    const user = conversation.source.contact;
    if (word === 'on' || word === 'off') {
      state.emit({ name: `conversation_typing_${word}`, conversation, user, isPrivate: false });
    }
    return empty(c);
  });

  app.post(`${CONVERSATION}/update_last_seen`, (c) => {
    const conversation = conversationOf(state, c);
    conversation.contactLastSeenAt = seconds(state.clock.now());
    for (const message of conversation.messages) {
      const open = message.status === 'sent' || message.status === 'delivered';
      if (message.type !== 0 && open) changeMessage(state, conversation, message, { status: 'read' }, null);
    }
    state.changed();
    return empty(c);
  });

  app.get(`${CONVERSATION}/messages`, (c) => {
    const before = c.req.query('before');
    const conversation = conversationOf(state, c);
    const page = messagePage(conversation, before ? Number.parseInt(before, 10) || 0 : null);
    return ok(
      c,
      page.map((message) => messageView(state, message, conversation, base())),
    );
  });

  app.post(`${CONVERSATION}/messages`, async (c) => {
    const params = await readParams(c);
    if (!params) return unparsable(c);
    const conversation = conversationOf(state, c);
    const message = receive(state, options.messagesPerMinute, conversation, params);
    return ok(c, messageView(state, message, conversation, base()));
  });
}

/** Whatever the body says of its type and sender: incoming, from the contact. */
function receive(state: ChatwootState, perMinute: number, conversation: Conversation, { fields, uploads }: Params) {
  const files = fields['attachments'];
  if (Array.isArray(files) && files.length > 0) throw internal();
  return postMessage(state, perMinute, conversation, {
    type: 0,
    content: text(fields, 'content'),
    sender: conversation.source.contact,
    uploads,
    performer: null,
    echoId: text(fields, 'echo_id') ?? undefined,
  });
}

function inboxOf(state: ChatwootState, c: SandboxContext): Inbox {
  const inbox = state.inboxes.get(c.req.param('inbox') ?? '');
  if (!inbox) throw notFound();
  return inbox;
}

function sourceOf(state: ChatwootState, c: SandboxContext): ContactInbox {
  const source = inboxOf(state, c).sources.get(c.req.param('source') ?? '');
  if (!source) throw notFound();
  return source;
}

function conversationOf(state: ChatwootState, c: SandboxContext): Conversation {
  const id = Number.parseInt(c.req.param('conversation') ?? '', 10);
  const conversation = state.conversations.get(id);
  if (!conversation || !conversationsOf(sourceOf(state, c)).includes(conversation)) throw notFound();
  return conversation;
}
