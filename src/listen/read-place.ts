import type { ApplicationClient } from '../chatwoot/api/application.ts';
import type { ChatwootClient } from '../chatwoot/api/client.ts';
import type { ConversationState, EventMessage } from '../chatwoot/events/event.ts';
import { isMissingRecord } from '../chatwoot/failures/refusal.ts';
import type { Clock } from '../clock.ts';
import type { ReadablePlace } from '../deliver/register/conversation.ts';
import type { Log } from '../observe/log.ts';
import type { Store } from '../store/open.ts';
import { sql } from '../store/sql.ts';
import type { Contact, Message, Place } from '../store/tables.ts';
import type { LookWish } from './add-look.ts';
import { isShownFailed } from './apply-update.ts';
import { assignedByPerson } from './assigned-by.ts';
import type { ListenOptions } from './listen-options.ts';
import { missedState } from './missed-state.ts';
import { newestMessages, pageWith } from './newest-messages.ts';

export interface ReadOptions extends Pick<ListenOptions, 'account'> {
  store: Store;
  clock: Clock;
  log: Log;
  client: ChatwootClient;
  /** With CHATWOOT_USER_TOKEN. */
  userClient: ApplicationClient | null;
  /** When this service began to listen. Milliseconds since 1970. */
  startedAt: number;
}

/** What one reading of a place found. */
export interface Reading {
  place: ReadablePlace;
  /** Of agents and of Chatwoot itself, not written down yet; oldest first. */
  unknown: EventMessage[];
  /** Deleted there, written down here. */
  deleted: Message[];
  /** Our ids of the messages on which an agent pressed Retry. */
  retried: Message['id'][];
  /** How the conversation is, where that may have been missed. */
  state: ConversationState | null;
  /** A person has assigned the conversation, as the line of it tells; `unsaid`: there is no line yet. */
  assigned: 'by a person' | 'by itself' | 'unsaid' | null;
  /** The last message read: the next reading goes on behind it. */
  mark: number;
  /** There is more behind the mark. */
  more: boolean;
}

/**
 * Ids are given before messages are saved, so that a lower one may appear a moment after a higher one: what is younger than this is new
 * also below the mark, unless it is written down already. Milliseconds.
 */
const LATE_SAVE_MS = 10 * 60_000;
/** Messages shown as failed, beyond the newest page, that one look asks for. */
const FAILED_MOST = 3;

/** Reads what came since the last look at this place; null where it is gone in Chatwoot: the customer's next message makes it again. */
export async function readPlace(
  contact: Contact,
  place: ReadablePlace,
  wish: LookWish,
  options: ReadOptions,
): Promise<Reading | null> {
  const now = options.clock.now();
  try {
    const { messages: page, more } = await newestMessages(place, options);
    const said = page.filter((m) => m.type === 'outgoing' || m.type === 'template');
    const known = await knownOf(options.store, contact, said);
    const unknown = said.filter((m) => !known.has(m.id) && isNew(m, place, now));
    const retried = wish.failed || options.userClient ? await pressed(place, page, wish, options) : [];
    const deleted = said.filter((m) => m.deleted).flatMap((m) => known.get(m.id) ?? []);
    const replied = unknown.some((m) => m.type === 'outgoing' && !m.private && m.sender?.kind === 'user');
    const newestAt = Math.max(0, ...page.map((m) => m.createdAt));
    const state = more ? null : await missedState(contact, place, { ...options, replied, newestAt });
    const mark = Math.max(place.last_outgoing_id, ...page.map((m) => m.id));
    const assigned = wish.assignedAt === undefined ? null : whoAssigned(place, page, wish.assignedAt, options);
    return { place, unknown, deleted, retried, state, assigned, mark, more };
  } catch (error) {
    if (isMissingRecord(error)) return null;
    throw error;
  }
}

/** The line may have been written a moment before we heard of the act; its time is told in whole seconds. Milliseconds. */
const LINE_BEFORE_MS = 3_000;

/** Of the lines since then the newest that names whoever has the conversation now. */
function whoAssigned(
  place: ReadablePlace,
  page: EventMessage[],
  assignedAt: number,
  { account }: ReadOptions,
): Reading['assigned'] {
  const { agents } = account() ?? { agents: new Map<number, string[]>() };
  const names = agents.get(place.assignee_id ?? 0) ?? [];
  const lines = page.filter((m) => m.type === 'activity' && m.createdAt >= assignedAt - LINE_BEFORE_MS);
  const said = lines.map((m) => m.content ?? '').findLast((text) => names.some((name) => text.includes(name)));
  if (said === undefined) return 'unsaid';
  return assignedByPerson(said, names, agents.values()) ? 'by a person' : 'by itself';
}

/** Not from before we knew the person, not looked at before, not our own bot's, not deleted. */
function isNew(m: EventMessage, place: Place, now: number): boolean {
  if (m.id <= place.since_id || m.createdAt < place.since_at) return false;
  if (m.deleted || m.sender?.kind === 'agent_bot') return false;
  return m.id > place.last_outgoing_id || now - m.createdAt < LATE_SAVE_MS;
}

async function knownOf(store: Store, contact: Contact, said: EventMessage[]): Promise<Map<number, Message>> {
  if (said.length === 0) return new Map();
  const ids = said.map((m) => m.id);
  const rows = await store.db
    .selectFrom('messages')
    .selectAll()
    .where('contact_id', '=', contact.id)
    .where('chatwoot_message_id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [Number(row.chatwoot_message_id), row]));
}

/** Our ids of the messages on which an agent pressed Retry: we showed them as failed, and Chatwoot does not any more. */
async function pressed(
  place: ReadablePlace,
  page: EventMessage[],
  wish: LookWish,
  options: ReadOptions,
): Promise<Message['id'][]> {
  const rows = await options.store.db
    .selectFrom('messages')
    .selectAll()
    .where('contact_id', '=', place.contact_id)
    .where('ticked', '=', sql.lit('failed'))
    .where('whatsapp_state', 'in', ['failed', 'discarded'])
    .orderBy('chatwoot_message_id', 'desc')
    .limit(20)
    .execute();
  const retried: Message['id'][] = [];
  let asked = 0;
  for (const message of rows) {
    const id = message.chatwoot_message_id;
    if (!isShownFailed(message) || id === null) continue;
    // Of those that name no place it is the only one.
    if (message.place_id !== null && message.place_id !== place.id) continue;
    let shown = page.find((m) => m.id === id);
    if (!shown && wish.failed && asked < FAILED_MOST) {
      asked += 1;
      shown = await pageWith(id, place.conversation_id, options);
    }
    if (shown && !shown.deleted && shown.status !== null && shown.status !== 'failed' && shown.externalError === null)
      retried.push(message.id);
  }
  return retried;
}
