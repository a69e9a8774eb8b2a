import type { ChatwootEvent } from '../events.ts';
import type { ContactInbox, Inbox } from '../records.ts';

/** Whom an event is for. */
export interface Audience {
  /** The contact in whose conversation it happened; null where it is not for contacts. */
  contact: ContactInbox | null;
  /** Persons who may see this inbox hear it; null where no inbox is meant. */
  inbox: Inbox | null;
  /** Every person of the account hears it. */
  everybody: boolean;
}

/**
 * A person of the account hears everything of the inboxes they may see, activity lines and private notes included, and all that
 * happens to contacts. A contact hears its own conversation: no notes, no lines, not its own typing, nothing about itself.
 */
export function audienceOf(event: ChatwootEvent): Audience {
  if (!('conversation' in event)) return { contact: null, inbox: null, everybody: true };
  const { source } = event.conversation;
  return { contact: forContacts(event) ? source : null, inbox: source.inbox, everybody: false };
}

function forContacts(event: ChatwootEvent): boolean {
  switch (event.name) {
    case 'message_created':
    case 'message_updated':
      return !event.message.private && event.message.type !== 2;
    case 'conversation_typing_on':
    case 'conversation_typing_off':
      return event.user.kind !== 'contact' && !event.isPrivate;
    case 'conversation_created':
    case 'conversation_status_changed':
    case 'conversation_updated':
      return true;
    default:
      return false;
  }
}
