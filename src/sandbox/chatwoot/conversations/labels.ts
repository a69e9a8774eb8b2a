import { changeConversation } from './change-conversation.ts';
import { addLine } from './line.ts';
import type { Conversation } from '../records.ts';
import type { ChatwootState } from '../state.ts';

/** Replaces all labels of a conversation, with a line for what came and one for what went. */
export function setLabels(
  state: ChatwootState,
  conversation: Conversation,
  wanted: readonly unknown[],
  by: string,
): void {
  const before = conversation.labels;
  const labels = [...new Set(wanted.map((label) => String(label).trim().toLowerCase()))];
  if (!changeConversation(state, conversation, { labels })) return;
  const added = labels.filter((label) => !before.includes(label));
  const removed = before.filter((label) => !labels.includes(label));
  if (added.length > 0) addLine(state, conversation, state.lines.labelsAdded(by, added.join(', ')));
  if (removed.length > 0) addLine(state, conversation, state.lines.labelsRemoved(by, removed.join(', ')));
}
