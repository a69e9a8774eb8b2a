import type { ApplicationClient } from '../chatwoot/application.ts';
import type { ChatwootClient } from '../chatwoot/client.ts';
import type { EventMessage } from '../chatwoot/event.ts';
import { registerVerdict } from '../chatwoot/failure.ts';
import { isMissingRecord } from '../chatwoot/refusal.ts';
import type { Clock } from '../clock.ts';
import { addressOf, isKnown, type KnownPlace } from '../deliver/conversation.ts';
import type { Line } from '../deliver/hand-over.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { Handler, Outcome } from '../queue/worker.ts';
import type { Store } from '../store/open.ts';
import { sql } from '../store/sql.ts';
import { changePlace, currentPlace, placeById } from '../store/places.ts';
import type { Contact, Message, Place, Tx } from '../store/tables.ts';
import type { LookWish } from './add-look.ts';
import { applyAgentMessage } from './apply-agent-message.ts';
import { applyCommand } from './apply-command.ts';
import { applyConversationState } from './apply-conversation-state.ts';
import { discardDeleted, isShownFailed, retryFailed } from './apply-update.ts';
import type { ListenOptions } from './listen-options.ts';
import { missedState } from './missed-state.ts';
import { newestMessages, pageWith } from './newest-messages.ts';

export interface LookOptions extends ListenOptions {
  store: Store;
  clock: Clock;
  log: Log;
  client: ChatwootClient;
  /** With CHATWOOT_USER_TOKEN. */
  userClient: ApplicationClient | null;
  /** When this service began to listen. Milliseconds since 1970. */
  startedAt: number;
  /** New jobs are in the ledger. */
  onJobs: () => void;
}

/**
 * Ids are given before messages are saved, so that a lower one may appear a moment after a higher one: what is younger than this is new
 * also below the mark, unless it is written down already. Milliseconds.
 */
const LATE_SAVE_MS = 10 * 60_000;
/** Messages shown as failed, beyond the newest page, that one look asks for. */
const FAILED_MOST = 3;

/** Looks at the newest page of a person's conversation, and writes down what agents said there and is not written down yet, in order. */
export function lookHandler(options: LookOptions): Handler {
  const { store, clock, log, onJobs } = options;
  return async (job): Promise<Outcome> => {
    const contact = await store.db
      .selectFrom('contacts')
      .selectAll()
      .where('id', '=', job.contact_id)
      .executeTakeFirstOrThrow();
    const place = await currentPlace(store.db, contact.id);
    if (!isKnown(place)) return { do: 'done' };
    const startedAt = clock.now();
    try {
      const page = await newestMessages(addressOf(place), place.last_outgoing_id, options);
      const said = page.filter((m) => m.type === 'outgoing' || m.type === 'template');
      const known = await knownOf(store, contact, said);
      const unknown = said.filter((m) => !known.has(m.id) && isNew(m, place, startedAt));
      const wish = JSON.parse(job.payload) as LookWish;
      const retried = wish.failed || options.userClient ? await pressed(place, page, wish, options) : [];
      const deleted = said.filter((m) => m.deleted).flatMap((m) => known.get(m.id) ?? []);
      const replied = unknown.some((m) => m.type === 'outgoing' && !m.private && m.sender?.kind === 'user');
      const state = await missedState(contact, place, { ...options, replied });
      const mark = Math.max(place.last_outgoing_id, ...page.map((m) => m.id));
      return {
        do: 'done',
        commit: async (tx) => {
          const lines: Line[] = [];
          for (const message of unknown) lines.push(...(await applyOne(tx, place, message, startedAt, options)));
          for (const message of deleted) lines.push(...(await discardDeleted(tx, message)).lines);
          for (const id of retried) lines.push(...(await retryFailed(tx, id, startedAt)).lines);
          // After what was said: an agent may have answered and resolved.
          if (state) {
            const now = await placeById(tx, place.id);
            if (now.heard_at === place.heard_at)
              lines.push(...(await applyConversationState(tx, now, state, startedAt, options)).lines);
          }
          for (const line of lines) log.info(line.fields, line.text);
          await changePlace(tx, place, { looked_at: startedAt, last_outgoing_id: mark });
        },
        after: onJobs,
      };
    } catch (error) {
      // Deleted in Chatwoot: the next message of the customer makes it again.
      if (isMissingRecord(error)) {
        const commit = async (tx: Tx) => void (await changePlace(tx, place, { looked_at: startedAt }));
        return { do: 'done', commit };
      }
      const reason = reasonOf(error);
      return { do: 'failed', verdict: registerVerdict(error, job.attempts), reason };
    }
  };
}

async function applyOne(
  tx: Tx,
  place: KnownPlace,
  message: EventMessage,
  now: number,
  options: LookOptions,
): Promise<Line[]> {
  // An event may have been written down while the page was fetched.
  const known = await tx
    .selectFrom('messages')
    .select('id')
    .where('contact_id', '=', place.contact_id)
    .where('chatwoot_message_id', '=', message.id)
    .executeTakeFirst();
  if (known) return [];
  if (!message.private) return await applyAgentMessage(tx, place, message, now, options);
  return (await applyCommand(tx, place, message, now, options)).lines;
}

/** Not from before we knew the person, not looked at before, not our own bot's, not deleted. */
function isNew(m: EventMessage, place: Place, now: number): boolean {
  if (m.id <= place.since_id || m.deleted || m.sender?.kind === 'agent_bot') return false;
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
  place: KnownPlace,
  page: EventMessage[],
  wish: LookWish,
  options: LookOptions,
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
    let shown = page.find((m) => m.id === id);
    if (!shown && wish.failed && asked < FAILED_MOST) {
      asked += 1;
      shown = await pageWith(id, place, options);
    }
    if (shown && !shown.deleted && shown.status !== null && shown.status !== 'failed' && shown.externalError === null)
      retried.push(message.id);
  }
  return retried;
}
