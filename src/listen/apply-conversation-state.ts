import type { ConversationState } from '../chatwoot/events/event.ts';
import { handOver } from '../deliver/hand-over.ts';
import { isOwnLabel, marksOver } from '../deliver/own-marks.ts';
import type { ConversationStatus, HandoffEvent } from '../handoff/events.ts';
import { changePlace } from '../store/people/places.ts';
import type { Place, Tx } from '../store/tables.ts';
import { keepBackAt } from './agent-replied.ts';
import { addLook } from './add-look.ts';
import type { Heard } from './apply-event.ts';
import type { ListenOptions } from './listen-options.ts';

/** Labels that hand over, besides the one in HANDOFF_LABEL. */
const HUMAN_LABELS = ['humano', 'human'];

/**
 * Compares what was heard of a conversation with what was known, and tells the handoff what changed. Several events of one act race
 * each other, and copies come late: only a newer `updated_at` counts.
 */
export async function applyConversationState(
  tx: Tx,
  place: Place,
  heard: ConversationState,
  now: number,
  options: ListenOptions,
): Promise<Heard> {
  // Releases below 4.0.2 do not tell: then the last heard is the newest.
  const at = heard.updatedAt > 0 ? heard.updatedAt : now;
  if (at <= place.heard_at) return { jobs: false, lines: [] };
  const assignee = heard.assigneeIsBot ? null : heard.assigneeId;
  const relabelled = labelChange(place, heard, options);
  await changePlace(tx, place, {
    status: heard.status,
    assignee_id: assignee,
    heard_at: at,
    ...(heard.labels === null ? {} : { labels: JSON.stringify(heard.labels) }),
    ...(heard.uuid === null ? {} : { uuid: heard.uuid }),
    // One call, one echo: the next change to the same is a person's.
    ...(heard.status === place.status ? {} : { own_status: null }),
    ...marksOver(place, heard.labels && isHuman(heard.labels, options.label), relabelled !== null, at),
  });
  // In a conversation that is not the person's any more nothing is given to people or back.
  if (place.current === 0) return { jobs: false, lines: [] };
  const lines: Heard['lines'] = [];
  const events = eventsBetween(place, { ...heard, assigneeId: assignee }, options);
  const news = isNews(place, heard) && assignee !== null && assignee !== place.assignee_id;
  // No event names who did it: the line in the conversation does, for those who may read it.
  if (news && whoseAct(options) === 'ask') await addLook(tx, place.contact_id, now, { assignedAt: now });
  for (const event of events) lines.push(...(await handOver(tx, place.contact_id, event, now, options)));
  await keepBackAt(tx, place, at, events);
  return { jobs: true, lines };
}

function eventsBetween(before: Place, after: ConversationState, options: ListenOptions): HandoffEvent[] {
  const events: HandoffEvent[] = [];
  const { status: from } = before;
  if (isNews(before, after) && after.assigneeId !== before.assignee_id) {
    if (after.assigneeId === null) events.push({ type: 'unassigned', status: after.status });
    else if (whoseAct(options) === 'a person') events.push({ type: 'assigned_to_person' });
  }
  const labels = labelChange(before, after, options);
  if (labels) {
    events.push({ type: 'labels_changed', ...labels, ours: isOwnLabel(before, labels.human) });
  }
  if (from !== null && from !== after.status) {
    const ours = before.own_status === after.status;
    const byCustomer = from === 'resolved' || from === 'snoozed';
    events.push({ type: 'status_changed', from: statusOf(from), to: after.status, ours, byCustomer });
  }
  return events;
}

/** Whether the label for people came or went. */
function labelChange(
  { labels: known }: Place,
  { labels, changed }: ConversationState,
  { label }: ListenOptions,
): { was: boolean; human: boolean } | null {
  if (labels === null || (known === null && !changed.includes('label_list'))) return null;
  const was = isHuman(JSON.parse(known ?? '[]') as string[], label);
  const human = isHuman(labels, label);
  return was === human ? null : { was, human };
}

/** Of a conversation never heard of before only what the event names as its news has happened now. */
const isNews = (before: Place, after: ConversationState): boolean =>
  before.labels !== null || after.changed.includes('assignee_id');

/**
 * Whose act an assignment is taken for. An inbox may assign by itself, in a job of its own, and the event of that is the same as of a
 * person's act: where nothing tells them apart, nobody has taken the conversation over by it.
 */
function whoseAct({ onAssign, account }: ListenOptions): 'a person' | 'nobody' | 'ask' {
  if (onAssign === 'always') return 'a person';
  const facts = account();
  if (onAssign === 'never' || facts === null) return 'nobody';
  return facts.assignsByItself === false ? 'a person' : 'ask';
}

const isHuman = (labels: string[], label: string) => labels.some((it) => it === label || HUMAN_LABELS.includes(it));

const statusOf = (text: string): ConversationStatus =>
  (STATUSES as readonly string[]).includes(text) ? (text as ConversationStatus) : 'open';
const STATUSES: readonly ConversationStatus[] = ['open', 'pending', 'resolved', 'snoozed'];

export const isStatus = (text: string): text is ConversationStatus => (STATUSES as readonly string[]).includes(text);
