import type { Hono, MiddlewareHandler } from 'hono';
import { answer, type SandboxContext, type SandboxEnv } from '../http.ts';
import { internal, ok, Stop, unparsable } from './answers.ts';
import { change } from './contacts.ts';
import { attachmentView } from './attachments.ts';
import { setStatus } from './conversations.ts';
import { postMessage } from './messages.ts';
import { isObject, readParams, text } from './params.ts';
import type { Agent, Contact, Conversation, ConversationStatus, Message } from './records.ts';
import type { ChatwootState } from './state.ts';
import { seconds, senderView } from './views.ts';

export interface ApplicationOptions {
  /** The administrator's `api_access_token`. */
  token: string;
  agent: Agent;
  messagesPerMinute: number;
  base: () => string;
}

const ACCOUNT = '/api/v1/accounts/:account';
const STATUSES: readonly string[] = ['open', 'pending', 'resolved', 'snoozed'] satisfies ConversationStatus[];

/** The calls of the application API that a person at the desk needs: status, answer, note, block. */
export function applicationRoutes(app: Hono<SandboxEnv>, state: ChatwootState, options: ApplicationOptions): void {
  const guard: MiddlewareHandler<SandboxEnv> = async (c, next) => {
    const given = c.req.header('api_access_token');
    if (given === undefined) return refused(c, { errors: ['You need to sign in or sign up before continuing.'] });
    if (given !== options.token) return refused(c, { error: 'Invalid Access Token' });
    if (c.req.param('account') !== '1') throw missing();
    return next();
  };
  app.use(`${ACCOUNT}/*`, guard);

  app.post(`${ACCOUNT}/conversations/:conversation/toggle_status`, async (c) => {
    const params = await readParams(c);
    if (!params) return unparsable(c);
    const conversation = conversationOf(state, c);
    const wanted = text(params.fields, 'status') ?? (conversation.status === 'open' ? 'resolved' : 'open');
    if (!isStatus(wanted)) throw internal();
    setStatus(state, conversation, wanted, options.agent.name);
    const payload = { success: true, conversation_id: conversation.id, current_status: wanted, snoozed_until: null };
    return ok(c, { payload });
  });

  app.post(`${ACCOUNT}/conversations/:conversation/messages`, async (c) => {
    const params = await readParams(c);
    if (!params) return unparsable(c);
    const conversation = conversationOf(state, c);
    try {
      const message = postMessage(state, options.messagesPerMinute, conversation, {
        type: 1,
        content: text(params.fields, 'content'),
        private: ['t', 'true'].includes(text(params.fields, 'private') ?? ''),
        sender: options.agent,
        uploads: params.uploads,
      });
      return ok(c, agentMessageView(message, conversation, options.base()));
    } catch (error) {
      throw inOneSentence(error);
    }
  });

  app.get(`${ACCOUNT}/contacts/:contact`, (c) => ok(c, { payload: contactPayload(contactOf(state, c)) }));

  app.put(`${ACCOUNT}/contacts/:contact`, async (c) => {
    const params = await readParams(c);
    if (!params) return unparsable(c);
    const contact = contactOf(state, c);
    const { blocked } = params.fields;
    const name = text(params.fields, 'name');
    change(state, contact, {
      ...(name === null ? {} : { name }),
      ...(typeof blocked === 'boolean' ? { blocked } : {}),
    });
    return ok(c, { payload: contactPayload(contact) });
  });
}

const isStatus = (word: string): word is ConversationStatus => STATUSES.includes(word);

const missing = (): Stop => new Stop(404, { error: 'Resource could not be found' });

function refused(c: SandboxContext, body: unknown): Response {
  return answer(c, 401, 'application/json; charset=utf-8', JSON.stringify(body));
}

/** This door answers an invalid message with one sentence. */
function inOneSentence(error: unknown): unknown {
  if (!(error instanceof Stop) || error.status !== 422 || !isObject(error.body)) return error;
  return new Stop(422, { error: `Validation failed: ${String(error.body['message'])}` });
}

function conversationOf(state: ChatwootState, c: SandboxContext): Conversation {
  const conversation = state.conversations.get(Number.parseInt(c.req.param('conversation') ?? '', 10));
  if (!conversation) throw missing();
  return conversation;
}

function contactOf(state: ChatwootState, c: SandboxContext): Contact {
  const contact = state.contacts.get(Number.parseInt(c.req.param('contact') ?? '', 10));
  if (!contact) throw missing();
  return contact;
}

function agentMessageView(message: Message, conversation: Conversation, base: string): Record<string, unknown> {
  const { attachments } = message;
  return {
    id: message.id,
    content: message.content,
    inbox_id: conversation.source.inbox.id,
    conversation_id: conversation.id,
    message_type: message.type,
    content_type: message.contentType,
    status: message.status,
    content_attributes: message.contentAttributes,
    created_at: seconds(message.createdAt),
    private: message.private,
    source_id: null,
    ...(message.sender ? { sender: senderView(message.sender, 'offline') } : {}),
    ...(attachments.length > 0 ? { attachments: attachments.map((one) => attachmentView(one, message.id, base)) } : {}),
  };
}

function contactPayload(contact: Contact): Record<string, unknown> {
  return {
    additional_attributes: contact.additional,
    availability_status: 'offline',
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
