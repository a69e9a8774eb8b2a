import { changeConversation } from './change-conversation.ts';
import { addLine } from './line.ts';
import type { AgentBot, Conversation, User } from '../records.ts';
import type { ChatwootState } from '../state.ts';

/** Whose name stands in the line where the inbox assigns by itself. */
const POLICY = { name: 'Default Policy' };

/**
 * Gives a conversation to somebody, and says so in a line that only agents see. The event of it names nobody: it is the same whoever
 * did it, a person, a bot, a rule, or the inbox by itself. A bot comes and goes without a line.
 */
export function assign(
  state: ChatwootState,
  conversation: Conversation,
  assignee: User | AgentBot | null,
  by: { name: string },
): void {
  const had = conversation.assignee;
  if (!changeConversation(state, conversation, { assignee })) return;
  const { lines } = state;
  if (assignee?.kind === 'user') {
    addLine(
      state,
      conversation,
      assignee === by ? lines.selfAssigned(by.name) : lines.assigned(assignee.name, by.name),
    );
  } else if (assignee === null && had?.kind === 'user') addLine(state, conversation, lines.unassigned(by.name));
}

/**
 * A conversation that has just become open goes to a member of its inbox who is online, the one with the fewest open ones; an
 * assignee it still has keeps it. In the background, as on a real server.
 */
export function assignByItself(state: ChatwootState, conversation: Conversation): void {
  const { inbox } = conversation.source;
  if (!inbox.autoAssignment || conversation.assignee) return;
  state.background.run(() => {
    if (conversation.assignee || conversation.status !== 'open') return;
    const load = (user: User) =>
      [...state.conversations.values()].filter((one) => one.assignee === user && one.status === 'open').length;
    const [next] = state.users
      .filter((user) => inbox.members.has(user.id) && state.presence.isOnline(user))
      .sort((a, b) => load(a) - load(b) || a.id - b.id);
    if (next) assign(state, conversation, next, POLICY);
  });
}
