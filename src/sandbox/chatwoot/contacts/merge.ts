import { changeMessage } from '../messages/change-message.ts';
import { index, unindex } from './contact-index.ts';
import type { AgentBot, Contact, User } from '../records.ts';
import type { ChatwootState } from '../state.ts';

/**
 * Makes one contact of two. The kept one's values win, what it lacks comes from the one that goes; the sources of both live on, with
 * their tokens and conversations. Only the updates of the messages tell it: their sender is another one now.
 */
export function mergeContacts(state: ChatwootState, kept: Contact, gone: Contact, by: User | AgentBot | null): Contact {
  unindex(state, gone);
  unindex(state, kept);
  kept.email ??= gone.email;
  kept.phone ??= gone.phone;
  kept.identifier ??= gone.identifier;
  kept.custom = { ...gone.custom, ...kept.custom };
  kept.additional = { ...gone.additional, ...kept.additional };
  kept.updatedAt = state.clock.now();
  for (const source of gone.sources) source.contact = kept;
  kept.sources.push(...gone.sources);
  state.contacts.delete(gone.id);
  index(state, kept);
  for (const message of state.messages) {
    const conversation = message.sender === gone ? state.conversations.get(message.conversationId) : undefined;
    if (conversation) changeMessage(state, conversation, message, { sender: kept }, by);
  }
  state.changed();
  return kept;
}
