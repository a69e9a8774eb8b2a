import type { ChatwootEvent } from './events.ts';
import { conversationPush, messagePush } from './pushes.ts';
import type { ContactInbox } from './records.ts';
import type { ChatwootState } from './state.ts';
import { senderView } from './views.ts';

export interface CablePush {
  to: ContactInbox;
  event: string;
  data: Record<string, unknown>;
}

/**
 * What a contact's own subscription hears of an event: never private notes or activity lines, never its own typing,
 * nothing of contacts. Null where nothing.
 */
export function cablePush(state: ChatwootState, event: ChatwootEvent, base: string): CablePush | null {
  switch (event.name) {
    case 'message_created':
    case 'message_updated': {
      const { message, conversation, performer, echoId, previous } = event;
      if (message.private || message.type === 2) return null;
      const data = {
        ...messagePush(state, message, conversation, base),
        ...(echoId === undefined ? {} : { echo_id: echoId }),
        ...(previous === undefined ? {} : { previous_changes: previous }),
        ...(performer === null ? {} : { performer: senderView(performer, 'offline') }),
      };
      return { to: conversation.source, event: dotted(event.name), data };
    }
    case 'conversation_created':
    case 'conversation_status_changed':
    case 'conversation_updated': {
      const { conversation } = event;
      const data = { ...conversationPush(state, conversation, base), account_id: state.account.id };
      return { to: conversation.source, event: dotted(event.name), data };
    }
    case 'conversation_typing_on':
    case 'conversation_typing_off': {
      const { conversation, user, isPrivate } = event;
      if (user.kind === 'contact' || isPrivate) return null;
      const shown = senderView(user, 'offline');
      const data = {
        conversation: conversationPush(state, conversation, base),
        user: shown,
        is_private: isPrivate,
        account_id: state.account.id,
        performer: shown,
      };
      return { to: conversation.source, event: dotted(event.name), data };
    }
    case 'contact_created':
    case 'contact_updated':
      return null;
  }
}

/** `message_created` → `message.created`, `conversation_status_changed` → `conversation.status_changed`. */
const dotted = (name: string): string => name.replace('_', '.');
