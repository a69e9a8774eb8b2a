import type { ApplicationClient } from '../chatwoot/application.ts';
import type { ChatwootClient } from '../chatwoot/client.ts';
import type { ConversationState, EventMessage } from '../chatwoot/event.ts';
import { registerVerdict } from '../chatwoot/failure.ts';
import { readPageMessage } from '../chatwoot/read-message.ts';
import { isMissingRecord } from '../chatwoot/refusal.ts';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { Handler, Outcome } from '../queue/worker.ts';
import type { Store } from '../store/open.ts';
import type { Contact, Tx } from '../store/tables.ts';
import type { Line } from '../deliver/hand-over.ts';
import { applyAgentMessage } from './apply-agent-message.ts';
import { applyCommand } from './apply-command.ts';
import { applyConversationState, isStatus } from './apply-conversation-state.ts';
import type { ListenOptions } from './listen-options.ts';

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

/** 200 messages back: more than agents write between two looks. */
const PAGES_MAX = 10;
const PAGE = 20;
/**
 * Ids are given before messages are saved, so that a lower one may appear a moment after a higher one: what is younger than this is new
 * also below the mark, unless it is written down already. Milliseconds.
 */
const LATE_SAVE_MS = 10 * 60_000;

/** Looks at the newest page of a person's conversation, and writes down what agents said there and is not written down yet, in order. */
export function lookHandler(options: LookOptions): Handler {
  const { store, clock, log, onJobs } = options;
  return async (job): Promise<Outcome> => {
    const contact = await store.db
      .selectFrom('contacts')
      .selectAll()
      .where('id', '=', job.contact_id)
      .executeTakeFirstOrThrow();
    const { chatwoot_source_id: sourceId, chatwoot_conversation_id: conversationId } = contact;
    if (sourceId === null || conversationId === null) return { do: 'done' };
    const startedAt = clock.now();
    try {
      const place = { sourceId, conversationId };
      const state = await missedState(contact, place, options);
      const page = await newest(place, contact.chatwoot_last_outgoing_id, options);
      const said = page.filter((m) => m.type === 'outgoing' || m.type === 'template');
      const unknown = await withoutKnown(store, contact, said, startedAt);
      const mark = Math.max(contact.chatwoot_last_outgoing_id, ...said.map((m) => m.id));
      return {
        do: 'done',
        commit: async (tx) => {
          const lines: Line[] = [];
          if (state) lines.push(...(await applyConversationState(tx, contact, state, startedAt, options)).lines);
          for (const message of unknown) lines.push(...(await applyOne(tx, contact, message, startedAt, options)));
          for (const line of lines) log.info(line.fields, line.text);
          const marks = { looked_at: startedAt, chatwoot_last_outgoing_id: mark };
          await tx.updateTable('contacts').set(marks).where('id', '=', contact.id).execute();
        },
        after: onJobs,
      };
    } catch (error) {
      // Deleted in Chatwoot: the next message of the customer makes it again.
      if (isMissingRecord(error)) return { do: 'done' };
      const reason = reasonOf(error);
      return { do: 'failed', verdict: registerVerdict(error, job.attempts), reason, unclear: false };
    }
  };
}

async function applyOne(
  tx: Tx,
  contact: Contact,
  message: EventMessage,
  now: number,
  options: LookOptions,
): Promise<Line[]> {
  if (message.private) return (await applyCommand(tx, contact, message, now, options)).lines;
  return await applyAgentMessage(tx, contact.id, message, now, options);
}

interface Place {
  sourceId: string;
  conversationId: number;
}

/** Oldest first, back to the mark. With a user's token private notes too, which hold commands. */
async function newest(place: Place, mark: number, { client, userClient }: LookOptions): Promise<EventMessage[]> {
  const found: EventMessage[] = [];
  let before: number | undefined;
  for (let n = 0; n < PAGES_MAX; n++) {
    const page = userClient
      ? await userClient.messages(place.conversationId, before === undefined ? {} : { before })
      : (await client.messages(place.sourceId, place.conversationId, before))
          .map(readPageMessage)
          .filter((message) => message !== null);
    found.unshift(...page);
    const oldest = Math.min(...page.map((m) => m.id));
    if (page.length < PAGE || oldest <= mark) break;
    // Nothing of agents above the mark on this page: nothing before it either.
    if (!page.some((m) => m.id > mark && (m.type === 'outgoing' || m.type === 'template'))) break;
    before = oldest;
  }
  return found.sort((a, b) => a.id - b.id);
}

/**
 * While we were down a person in human hands may have been given back: asked once after a start. With a user's token all of it,
 * without one the status.
 */
async function missedState(
  contact: Contact,
  { sourceId, conversationId }: Place,
  { client, userClient, startedAt, log }: LookOptions,
): Promise<ConversationState | null> {
  if (contact.answered_by !== 'human' || contact.looked_at >= startedAt) return null;
  let status: string;
  try {
    if (userClient) return (await userClient.conversation(conversationId)).state;
    ({ status } = await client.conversation(sourceId, conversationId));
  } catch (error) {
    // A long history may make this call fail each time: what agents write is not to wait for it.
    log.info({ contact: contact.id, reason: reasonOf(error) }, 'the state of the conversation could not be asked for');
    return null;
  }
  if (status === contact.chatwoot_status || !isStatus(status)) return null;
  const { chatwoot_assignee_id: assigneeId, chatwoot_heard_at: heardAt } = contact;
  const unknown = { assigneeIsBot: false, assigneeName: null, teamId: null, labels: null, uuid: null, changed: [] };
  return { status, assigneeId, ...unknown, updatedAt: heardAt + 0.001 };
}

async function withoutKnown(
  store: Store,
  contact: Contact,
  said: EventMessage[],
  now: number,
): Promise<EventMessage[]> {
  const candidates = said.filter(
    (m) =>
      m.id > contact.chatwoot_since_id &&
      (m.id > contact.chatwoot_last_outgoing_id || now - m.createdAt < LATE_SAVE_MS) &&
      m.sender?.kind !== 'agent_bot' &&
      !m.deleted,
  );
  if (candidates.length === 0) return [];
  const known = await store.db
    .selectFrom('messages')
    .select('chatwoot_message_id')
    .where('contact_id', '=', contact.id)
    .where(
      'chatwoot_message_id',
      'in',
      candidates.map((m) => m.id),
    )
    .execute();
  const ids = new Set(known.map((row) => Number(row.chatwoot_message_id)));
  return candidates.filter((m) => !ids.has(m.id));
}
