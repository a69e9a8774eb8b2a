import { insertMessage } from '../messages/messages.ts';
import type { Conversation } from '../records.ts';
import type { ChatwootState } from '../state.ts';

/** A line in grey that only agents see. It moves the conversation's last activity, nothing else. */
export function addLine(state: ChatwootState, conversation: Conversation, content: string): void {
  const message = insertMessage(state, conversation, { type: 2, content, sender: null });
  state.emit({ name: 'message_created', message, conversation, performer: null });
  state.changed();
}
