import type { Changed } from '../events.ts';
import type { AgentBot, Conversation, ConversationStatus, Team, User } from '../records.ts';
import { touch, type ChatwootState } from '../state.ts';

export interface ConversationChanges {
  status?: ConversationStatus;
  assignee?: User | AgentBot | null;
  team?: Team | null;
  labels?: string[];
  custom?: Record<string, unknown>;
  priority?: string | null;
  snoozedUntil?: number | null;
  waitingSince?: number | null;
  firstReplyAt?: number | null;
  /** The empty list of labels is written too: where a conversation is saved twice within one call. */
  everLabelled?: true;
}

/**
 * Changes a conversation and tells it: a new status as `conversation_status_changed`, every change as
 * `conversation_updated` with what was and what is, in the order of the table's columns. False where nothing differed.
 */
export function changeConversation(
  state: ChatwootState,
  conversation: Conversation,
  wanted: ConversationChanges,
): boolean {
  const before = columns(conversation);
  const oldStatus = conversation.status;
  Object.assign(conversation, wanted, { numberTold: true });
  conversation.everLabelled ||= conversation.labels.length > 0;
  if (conversation.status !== 'snoozed') conversation.snoozedUntil = null;
  const updatedBefore = iso(conversation.updatedAt);
  const after = columns(conversation);
  const names = Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  if (names.length === 0) return false;
  conversation.updatedAt = state.clock.now();
  // Written past the callbacks: recorded as no change of its own.
  if (conversation.status === 'resolved' && oldStatus !== 'resolved') conversation.waitingSince = null;
  const updated = { updated_at: { previous_value: updatedBefore, current_value: iso(conversation.updatedAt) } };
  const list = names.map((name): Changed => ({
    [name]: { previous_value: before[name] ?? null, current_value: after[name] ?? null },
  }));
  const early = names.filter((name) => EARLY.has(name)).length;
  const changed = [...list.slice(0, early), updated, ...list.slice(early)];
  if (conversation.status !== oldStatus) {
    state.emit({ name: 'conversation_status_changed', conversation, changed: null });
  }
  state.emit({ name: 'conversation_updated', conversation, changed });
  if ('assignee' in wanted) state.emit({ name: 'assignee_changed', conversation, changed: null });
  touch(conversation);
  state.changed();
  return true;
}

/** Columns that stand before `updated_at`. */
const EARLY: ReadonlySet<string> = new Set(['status', 'assignee_id']);

function columns(conversation: Conversation): Record<string, unknown> {
  const { assignee, labels } = conversation;
  return {
    status: conversation.status,
    assignee_id: assignee?.kind === 'user' ? assignee.id : null,
    display_id: conversation.numberTold ? conversation.id : null,
    snoozed_until: isoOrNull(conversation.snoozedUntil),
    team_id: conversation.team?.id ?? null,
    custom_attributes: conversation.custom,
    first_reply_created_at: isoOrNull(conversation.firstReplyAt),
    priority: conversation.priority,
    waiting_since: isoOrNull(conversation.waitingSince),
    assignee_agent_bot_id: assignee?.kind === 'agent_bot' ? assignee.id : null,
    cached_label_list: conversation.everLabelled ? labels.join(', ') : null,
    label_list: labels,
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));
