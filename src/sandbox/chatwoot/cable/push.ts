import type { ChatwootEvent } from '../events.ts';
import { conversationPush, messagePush } from '../pushes.ts';
import type { AgentBot, User } from '../records.ts';
import type { ChatwootState } from '../state.ts';
import { senderView } from '../views.ts';

type View = Record<string, unknown>;

/** What the cable carries of an event: the same to whoever hears it. */
export function cablePush(state: ChatwootState, event: ChatwootEvent, base: string): View {
  const account_id = state.account.id;
  switch (event.name) {
    case 'message_created':
    case 'message_updated':
    case 'first_reply_created': {
      const { message, conversation, performer, echoId, previous } = event;
      return {
        ...messagePush(state, message, conversation, base),
        ...(echoId === undefined ? {} : { echo_id: echoId }),
        ...(previous === undefined ? {} : { previous_changes: previous }),
        ...by(performer),
      };
    }
    case 'conversation_created':
    case 'conversation_status_changed':
    case 'conversation_updated':
    case 'assignee_changed': {
      const { conversation, performer = null } = event;
      return { ...conversationPush(state, conversation, base), account_id, ...by(performer) };
    }
    case 'conversation_typing_on':
    case 'conversation_typing_off': {
      const { conversation, user, isPrivate } = event;
      return {
        conversation: conversationPush(state, conversation, base),
        user: senderView(user, 'offline'),
        is_private: isPrivate,
        account_id,
        ...by(user.kind === 'contact' ? null : user),
      };
    }
    case 'contact_created':
    case 'contact_updated': {
      const { contact, performer = null } = event;
      return { ...senderView(contact, null), account_id, ...by(performer) };
    }
  }
}

/** Who called, by which token; nothing of it on the public door and by the server itself. */
function by(performer: User | AgentBot | null): View {
  return performer === null ? {} : { performer: senderView(performer, 'offline') };
}

/** `message_created` → `message.created`, `conversation_status_changed` → `conversation.status_changed`. */
export const eventAtCable = (name: ChatwootEvent['name']): string => DOTTED[name] ?? name.replace('_', '.');
const DOTTED: Partial<Record<ChatwootEvent['name'], string>> = { first_reply_created: 'first.reply.created' };
