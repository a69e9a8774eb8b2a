import type { ConversationState } from '../chatwoot/event.ts';
import { handOver } from '../deliver/hand-over.ts';
import type { ConversationStatus, HandoffEvent } from '../handoff/events.ts';
import type { Contact, Tx } from '../store/tables.ts';
import type { Heard } from './apply-event.ts';
import type { ListenOptions } from './listen-options.ts';

/** An own call's echo comes within this time; later the same change is a person's. Milliseconds. */
const OWN_ECHO_MS = 30_000;

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
  if (heard.updatedAt <= contact.chatwoot_heard_at) return { jobs: false, lines: [] };
  const assignee = heard.assigneeIsBot ? null : heard.assigneeId;
  await tx
    .updateTable('contacts')
    .set({
      chatwoot_status: heard.status,
      chatwoot_assignee_id: assignee,
      chatwoot_heard_at: heard.updatedAt,
      ...(heard.labels === null ? {} : { chatwoot_labels: JSON.stringify(heard.labels) }),
      ...(heard.uuid === null ? {} : { chatwoot_uuid: heard.uuid }),
    })
    .where('id', '=', contact.id)
    .execute();
  const lines: Heard['lines'] = [];
  for (const event of eventsBetween(contact, { ...heard, assigneeId: assignee }, now, options)) {
    lines.push(...(await handOver(tx, contact.id, event, now, options)));
  }
  return { jobs: true, lines };
}

function eventsBetween(before: Contact, after: ConversationState, now: number, options: ListenOptions): HandoffEvent[] {
  const events: HandoffEvent[] = [];
  const { chatwoot_status: from, chatwoot_labels: labels } = before;
  const knownBefore = labels !== null;
  if (knownBefore && after.assigneeId !== before.chatwoot_assignee_id) {
    events.push(
      after.assigneeId === null ? { type: 'unassigned', status: after.status } : { type: 'assigned_to_person' },
    );
  }
  if (after.labels !== null && knownBefore) {
    const was = isHuman(JSON.parse(labels) as string[], options.label);
    const human = isHuman(after.labels, options.label);
    const ours = now - before.chatwoot_own_labels_at <= OWN_ECHO_MS;
    if (was !== human) events.push({ type: 'labels_changed', human, was, ours });
  }
  if (from !== null && from !== after.status) {
    const ours = before.chatwoot_own_status === after.status && now - before.chatwoot_own_status_at <= OWN_ECHO_MS;
    const byCustomer = from === 'resolved' || from === 'snoozed';
    events.push({ type: 'status_changed', from: statusOf(from), to: after.status, ours, byCustomer });
  }
  return events;
}

const isHuman = (labels: string[], label: string) => labels.some((it) => it === label || HUMAN_LABELS.includes(it));

const statusOf = (text: string): ConversationStatus =>
  (STATUSES as readonly string[]).includes(text) ? (text as ConversationStatus) : 'open';
const STATUSES: readonly ConversationStatus[] = ['open', 'pending', 'resolved', 'snoozed'];

export const isStatus = (text: string): text is ConversationStatus => (STATUSES as readonly string[]).includes(text);
