import type { ConversationState } from '../chatwoot/event.ts';
import { handOver } from '../deliver/hand-over.ts';
import type { ConversationStatus, HandoffEvent } from '../handoff/events.ts';
import type { Contact, Tx } from '../store/tables.ts';
import { keepBackAt } from './agent-replied.ts';
import type { Heard } from './apply-event.ts';
import type { ListenOptions } from './listen-options.ts';

/** An own call's echo comes within this time; later the same change is a person's. Milliseconds. */
const OWN_ECHO_MS = 30_000;

/** The first event of a conversation we made comes within this time. Milliseconds. */
const JUST_MADE_MS = 700;

/** Labels that hand over, besides the one in HANDOFF_LABEL. */
const HUMAN_LABELS = ['humano', 'human'];

/**
 * Compares what was heard of a conversation with what was known, and tells the handoff what changed. Several events of one act race
 * each other, and copies come late: only a newer `updated_at` counts.
 */
export async function applyConversationState(
  tx: Tx,
  contact: Contact,
  heard: ConversationState,
  now: number,
  options: ListenOptions,
): Promise<Heard> {
  // Releases below 4.0.2 do not tell: then the last heard is the newest.
  const at = heard.updatedAt > 0 ? heard.updatedAt : now;
  if (at <= contact.chatwoot_heard_at) return { jobs: false, lines: [] };
  const assignee = heard.assigneeIsBot ? null : heard.assigneeId;
  const relabelled = labelChange(contact, heard, options);
  await tx
    .updateTable('contacts')
    .set({
      chatwoot_status: heard.status,
      chatwoot_assignee_id: assignee,
      chatwoot_heard_at: at,
      ...(heard.labels === null ? {} : { chatwoot_labels: JSON.stringify(heard.labels) }),
      ...(heard.uuid === null ? {} : { chatwoot_uuid: heard.uuid }),
      // One call, one echo: the next change to the same is a person's.
      ...(heard.status === contact.chatwoot_status ? {} : { chatwoot_own_status: null }),
      ...(relabelled ? { [relabelled.human ? 'chatwoot_own_labelled_at' : 'chatwoot_own_unlabelled_at']: 0 } : {}),
    })
    .where('id', '=', contact.id)
    .execute();
  const lines: Heard['lines'] = [];
  const events = eventsBetween(contact, { ...heard, assigneeId: assignee }, now, options);
  for (const event of events) lines.push(...(await handOver(tx, contact.id, event, now, options)));
  await keepBackAt(tx, contact.id, at, events);
  return { jobs: true, lines };
}

function eventsBetween(before: Contact, after: ConversationState, now: number, options: ListenOptions): HandoffEvent[] {
  const events: HandoffEvent[] = [];
  const { chatwoot_status: from } = before;
  // Of a conversation never heard of before only what the event names as its news has happened now.
  const isNews = before.chatwoot_labels !== null || after.changed.includes('assignee_id');
  if (isNews && after.assigneeId !== before.chatwoot_assignee_id) {
    if (after.assigneeId === null) events.push({ type: 'unassigned', status: after.status });
    else if (!isAutomatic(before, after, now)) events.push({ type: 'assigned_to_person' });
  }
  const labels = labelChange(before, after, options);
  if (labels) {
    const ownAt = labels.human ? before.chatwoot_own_labelled_at : before.chatwoot_own_unlabelled_at;
    events.push({ type: 'labels_changed', ...labels, ours: now - ownAt <= OWN_ECHO_MS });
  }
  if (from !== null && from !== after.status) {
    const ours = before.chatwoot_own_status === after.status && now - before.chatwoot_own_status_at <= OWN_ECHO_MS;
    const byCustomer = from === 'resolved' || from === 'snoozed';
    events.push({ type: 'status_changed', from: statusOf(from), to: after.status, ours, byCustomer });
  }
  return events;
}

/** Whether the label for people came or went. */
function labelChange(
  { chatwoot_labels: known }: Contact,
  { labels, changed }: ConversationState,
  { label }: ListenOptions,
): { was: boolean; human: boolean } | null {
  if (labels === null || (known === null && !changed.includes('label_list'))) return null;
  const was = isHuman(JSON.parse(known ?? '[]') as string[], label);
  const human = isHuman(labels, label);
  return was === human ? null : { was, human };
}

/**
 * An inbox may assign by itself, which it does in the very act that opens a conversation: when it is made, or when the customer's message
 * opens it again. Nobody has taken it over by that.
 */
function isAutomatic(before: Contact, after: ConversationState, now: number): boolean {
  const { chatwoot_status: from, chatwoot_heard_at: heardAt, chatwoot_made_at: madeAt } = before;
  const reopened = (from === 'resolved' || from === 'snoozed') && after.status === 'open';
  const justMade = heardAt === 0 && now - madeAt <= JUST_MADE_MS;
  return reopened || justMade;
}

const isHuman = (labels: string[], label: string) => labels.some((it) => it === label || HUMAN_LABELS.includes(it));

const statusOf = (text: string): ConversationStatus =>
  (STATUSES as readonly string[]).includes(text) ? (text as ConversationStatus) : 'open';
const STATUSES: readonly ConversationStatus[] = ['open', 'pending', 'resolved', 'snoozed'];

export const isStatus = (text: string): text is ConversationStatus => (STATUSES as readonly string[]).includes(text);
