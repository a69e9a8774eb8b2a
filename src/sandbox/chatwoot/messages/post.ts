import { changeConversation } from '../conversations/change-conversation.ts';
import { contactActive } from '../contacts/contacts.ts';
import { addTemplate, reopen } from '../conversations/conversations.ts';
import { checkMessage, insertMessage, type NewMessage } from './messages.ts';
import type { AgentBot, Conversation, Message, User } from '../records.ts';
import type { ChatwootState } from '../state.ts';

export interface Post extends NewMessage {
  /** Who called, by which token; null on the public door. */
  performer: User | AgentBot | null;
  echoId?: string | undefined;
  /** Called once it is saved, before anything is told. */
  saved?: () => void;
}

/** Saves a message that came over HTTP, and everything that follows from it, told in the order recorded. */
export function postMessage(
  state: ChatwootState,
  perMinute: number,
  conversation: Conversation,
  wanted: Post,
): Message {
  checkMessage(state, perMinute, conversation, wanted.content);
  const { contact } = conversation.source;
  const first = conversation.messages.length === 0;
  const message = insertMessage(state, conversation, wanted);
  wanted.saved?.();
  const incoming = message.type === 0;
  const reopened = incoming && !contact.blocked && reopen(state, conversation);
  const { performer, echoId } = wanted;
  if (message.type !== 2) state.emit({ name: 'message_created', message, conversation, performer, echoId });
  const after = waitingAfter(state, conversation, message);
  if (conversation.firstReplyAt === null && 'firstReplyAt' in after) {
    state.emit({ name: 'first_reply_created', message, conversation, performer });
  }
  const waits = 'waitingSince' in after && after.waitingSince !== conversation.waitingSince;
  const again = waits && (reopened || !conversation.numberTold);
  changeConversation(state, conversation, { ...after, ...(again ? { everLabelled: true } : {}) });
  if (incoming) {
    const { inbox } = conversation.source;
    const words = inbox.outOfOffice ?? inbox.greeting;
    if (words !== undefined && first) addTemplate(state, conversation, words);
    contactActive(state, contact);
  }
  state.changed();
  return message;
}

/** Who waits: the customer since the first unanswered message, until somebody answers in public. */
function waitingAfter(state: ChatwootState, conversation: Conversation, message: Message) {
  if (message.type === 0) return { waitingSince: conversation.waitingSince ?? message.createdAt };
  if (message.type !== 1 || message.private) return {};
  // The words of an automation rule are nobody's answer (recorded).
  if (message.sender === null) return {};
  if (message.sender.kind === 'agent_bot') return state.features.botClearsWaiting ? { waitingSince: null } : {};
  return { waitingSince: null, firstReplyAt: conversation.firstReplyAt ?? message.createdAt };
}
