import { attachmentView } from '../messages/attachments.ts';
import type { ChatwootEvent, MessageEvent } from '../events.ts';
import { contactHook, conversationPush, senderHook } from '../pushes.ts';
import type { Conversation, Message } from '../records.ts';
import type { ChatwootState } from '../state.ts';

type View = Record<string, unknown>;

const WORDS = ['incoming', 'outgoing', 'activity', 'template'];

/** The body of an event as it stands at the moment of asking; null for what only the cable tells. */
export function webhookBody(state: ChatwootState, event: ChatwootEvent, base: string): View | null {
  switch (event.name) {
    case 'message_created':
    case 'message_updated':
      return messageBody(state, event, base);
    case 'conversation_created':
      return { ...withAccount(state, event.conversation, base, false), event: event.name };
    case 'conversation_status_changed':
    case 'conversation_updated':
      return {
        ...withAccount(state, event.conversation, base, false),
        event: event.name,
        changed_attributes: event.changed,
      };
    case 'conversation_typing_on':
    case 'conversation_typing_off':
      return {
        event: event.name,
        user: senderHook(state, event.user),
        conversation: withAccount(state, event.conversation, base, false),
        is_private: event.isPrivate,
      };
    case 'contact_created':
      return { ...contactHook(state, event.contact), event: event.name };
    case 'contact_updated':
      return { ...contactHook(state, event.contact), event: event.name, changed_attributes: event.changed };
    case 'first_reply_created':
    case 'assignee_changed':
      return null;
  }
}

function messageBody(state: ChatwootState, { name, message, conversation }: MessageEvent, base: string): View {
  const { inbox } = conversation.source;
  const { attachments, contentAttributes } = message;
  const { external_error, ...others } = contentAttributes;
  return {
    account: { ...state.account },
    additional_attributes: {},
    // An emptied reason does not show here, only at the cable.
    content_attributes: external_error === null ? others : contentAttributes,
    content_type: message.contentType,
    content: contentFor(state, message, conversation, base),
    conversation: withAccount(state, conversation, base, true),
    created_at: new Date(message.createdAt).toISOString(),
    id: message.id,
    inbox: { id: inbox.id, name: inbox.name },
    message_type: WORDS[message.type],
    private: message.private,
    sender: senderHook(state, message.sender),
    source_id: message.sourceId,
    ...(attachments.length > 0
      ? { attachments: attachments.map((one) => attachmentView(state, one, message.id, base)) }
      : {}),
    event: name,
  };
}

function withAccount(state: ChatwootState, conversation: Conversation, base: string, always: boolean): View {
  const shown = always || state.features.accountInConversationEvents;
  return { ...conversationPush(state, conversation, base), ...(shown ? { account: { ...state.account } } : {}) };
}

/** Cleaned of what Chatwoot's editor leaves behind, and with the survey's link: webhooks alone are. */
function contentFor(state: ChatwootState, message: Message, conversation: Conversation, base: string): string | null {
  const { features } = state;
  if (message.contentType === 'input_csat' && features.surveyLink !== 'nowhere')
    return surveyText(state, conversation, base);
  let { content } = message;
  if (content !== null && features.cleansBackslashes) content = content.replaceAll('\\\n', '\n');
  if (content !== null && features.cleansTrailing) content = content.replace(/\n+$/, '');
  return content;
}

export function surveyText({ lines }: ChatwootState, { uuid }: Conversation, base: string): string {
  return lines.survey(`${base}/survey/responses/${uuid}`);
}
