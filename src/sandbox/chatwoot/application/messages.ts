import { internal, ok, Stop } from '../answers.ts';
import { deleteMessage, retryMessage, setMessageStatus } from '../messages/change-message.ts';
import { checkRate } from '../messages/messages.ts';
import { isObject, record, text } from '../params.ts';
import { postMessage } from '../messages/post.ts';
import type { Conversation, Message, MessageType } from '../records.ts';
import type { ChatwootState } from '../state.ts';
import { senderView } from '../views.ts';
import {
  CONVERSATION,
  conversationOf,
  MESSAGE,
  messageOf,
  type ApplicationOptions,
  type Call,
  type Calls,
} from './calls.ts';
import { messageView } from './views.ts';

const PAGE = 20;
const TYPES: Record<string, MessageType> = { incoming: 0, outgoing: 1, activity: 2, template: 3 };

/** Messages as agents have them: read, post, tick, retry, delete. */
export function messageCalls(calls: Calls, state: ChatwootState, options: ApplicationOptions): void {
  const view = (message: Message, conversation: Conversation, echoId?: string) =>
    messageView(state, message, conversation, options.base(), echoId);

  calls.get(`${CONVERSATION}/messages`, {}, (call) => {
    const conversation = conversationOf(state, call);
    const { assignee, source } = conversation;
    const meta = {
      labels: [...conversation.labels],
      additional_attributes: {},
      contact: senderView(source.contact, null),
      ...(assignee ? { assignee: senderView(assignee, 'offline') } : {}),
      agent_last_seen_at: seenAt(conversation.agentLastSeenAt),
      assignee_last_seen_at: null,
    };
    const payload = page(conversation, call).map((message) => view(message, conversation));
    return ok(call.c, { meta, payload });
  });

  calls.post(`${CONVERSATION}/messages`, { bot: 'always' }, (call) => {
    const conversation = conversationOf(state, call);
    const echoId = text(call.fields, 'echo_id') ?? undefined;
    try {
      return ok(
        call.c,
        view(create(state, options.messagesPerMinute, conversation, call, echoId), conversation, echoId),
      );
    } catch (error) {
      throw inOneSentence(error);
    }
  });

  calls.patch(MESSAGE, { known: state.features.messageStatus }, (call) => {
    const conversation = conversationOf(state, call);
    const message = messageOf(conversation, call);
    checkRate(state, options.messagesPerMinute, conversation);
    const status = text(call.fields, 'status') ?? '';
    setMessageStatus(state, conversation, message, status, text(call.fields, 'external_error'), call.caller);
    return ok(call.c, view(message, conversation));
  });

  calls.post(`${MESSAGE}/retry`, {}, (call) => {
    const conversation = conversationOf(state, call);
    const message = messageOf(conversation, call);
    retryMessage(state, conversation, message, call.caller);
    return ok(call.c, view(message, conversation));
  });

  calls.delete(MESSAGE, {}, (call) => {
    const conversation = conversationOf(state, call);
    const message = messageOf(conversation, call);
    deleteMessage(state, conversation, message, call.caller);
    return ok(call.c, view(message, conversation));
  });
}

const seenAt = (seconds: number): string | null => (seconds === 0 ? null : new Date(seconds * 1_000).toISOString());

/** The newest 20, or those before or after a message, oldest first; notes and activity lines included. */
function page(conversation: Conversation, { c }: Call): Message[] {
  const [before, after] = [Number(c.req.query('before') ?? NaN), Number(c.req.query('after') ?? NaN)];
  if (!Number.isNaN(after)) return conversation.messages.filter((one) => one.id > after).slice(0, 100);
  const older = Number.isNaN(before) ? conversation.messages : conversation.messages.filter((one) => one.id < before);
  return older.slice(-PAGE);
}

function create(
  state: ChatwootState,
  perMinute: number,
  conversation: Conversation,
  { caller, fields, uploads }: Call,
  echoId: string | undefined,
): Message {
  const type = TYPES[text(fields, 'message_type') ?? 'outgoing'];
  if (type === undefined) throw internal();
  return postMessage(state, perMinute, conversation, {
    type,
    content: text(fields, 'content'),
    private: ['t', 'true'].includes(text(fields, 'private') ?? ''),
    contentType: text(fields, 'content_type') ?? 'text',
    contentAttributes: attributesOf(state, conversation, fields),
    additional: isObject(fields['template_params']) ? { template_params: fields['template_params'] } : {},
    sourceId: text(fields, 'source_id'),
    // Recorded: whoever posts an incoming message or a line, the contact stands as its sender.
    sender: type === 1 ? caller : conversation.source.contact,
    uploads,
    performer: caller,
    echoId,
  });
}

/** A quoted message is named by its id here and by its source_id; releases before 4.9.0 drop other attributes. */
function attributesOf(
  state: ChatwootState,
  conversation: Conversation,
  fields: Record<string, unknown>,
): Record<string, unknown> {
  const given = attributesGiven(fields);
  const kept = state.features.allContentAttributes
    ? given
    : Object.fromEntries(Object.entries(given).filter(([name]) => name === 'in_reply_to' || name === 'items'));
  const { messages } = conversation;
  const external = kept['in_reply_to_external_id'];
  const quoted =
    messages.find((one) => one.id === Number(kept['in_reply_to'] ?? NaN)) ??
    (typeof external === 'string' ? messages.find((one) => one.sourceId === external) : undefined);
  if (!quoted && !('in_reply_to' in kept)) return kept;
  return { ...kept, in_reply_to: quoted?.id ?? null, in_reply_to_external_id: quoted?.sourceId ?? null };
}

/** Multipart bodies carry them as JSON in a text. */
function attributesGiven(fields: Record<string, unknown>): Record<string, unknown> {
  const given = fields['content_attributes'];
  if (typeof given !== 'string') return { ...record(fields, 'content_attributes') };
  try {
    const parsed: unknown = JSON.parse(given);
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

/** This door answers an invalid message with one sentence. */
function inOneSentence(error: unknown): unknown {
  if (!(error instanceof Stop) || error.status !== 422 || !isObject(error.body)) return error;
  return new Stop(422, { error: `Validation failed: ${String(error.body['message'])}` });
}
