import { lastIds } from '../chatwoot/choose.ts';
import type { ChatwootClient } from '../chatwoot/client.ts';
import type { EventMessage } from '../chatwoot/event.ts';
import { registerVerdict } from '../chatwoot/failure.ts';
import { readPageMessage } from '../chatwoot/read-message.ts';
import { isMissingRecord } from '../chatwoot/refusal.ts';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { Handler, Outcome } from '../queue/worker.ts';
import type { Store } from '../store/open.ts';
import type { Contact } from '../store/tables.ts';
import { applyAgentMessage } from './apply-agent-message.ts';
import type { ListenOptions } from './listen-options.ts';

export interface LookOptions extends ListenOptions {
  store: Store;
  clock: Clock;
  log: Log;
  client: ChatwootClient;
  /** New jobs are in the ledger. */
  onJobs: () => void;
}

/** 200 messages back: more than agents write between two looks. */
const PAGES_MAX = 10;
/**
 * Ids are given before messages are saved, so that a lower one may appear a moment after a higher one: what is younger than this is new
 * also below the mark, unless it is written down already. Milliseconds.
 */
const LATE_SAVE_MS = 10 * 60_000;

/** Looks at the newest page of a person's conversation, and writes down what agents said there and is not written down yet, in order. */
export function lookHandler(options: LookOptions): Handler {
  const { store, clock, log, client, onJobs } = options;
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
      const page = await newest(client, sourceId, conversationId, contact.chatwoot_last_outgoing_id);
      const said = page.filter((m) => !m.private && (m.type === 'outgoing' || m.type === 'template'));
      const unknown = await withoutKnown(store, contact, said, startedAt);
      if (unknown.length > 0) log.debug({ contact: contact.id, messages: unknown.length }, 'agents wrote');
      const mark = Math.max(contact.chatwoot_last_outgoing_id, ...said.map((m) => m.id));
      return {
        do: 'done',
        commit: async (tx) => {
          for (const message of unknown) await applyAgentMessage(tx, contact.id, message, startedAt, options);
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

/** Oldest first, back to the mark. */
async function newest(
  client: ChatwootClient,
  sourceId: string,
  conversationId: number,
  mark: number,
): Promise<EventMessage[]> {
  const found: EventMessage[] = [];
  let before: number | undefined;
  for (let n = 0; n < PAGES_MAX; n++) {
    const page = await client.messages(sourceId, conversationId, before);
    found.unshift(...page.map(readPageMessage).filter((message) => message !== null));
    const oldest = Math.min(...page.map((m) => m.id));
    const isEnd = page.length < 20 || oldest <= mark || lastIds(page).outgoing <= mark;
    if (page.length === 0 || isEnd) break;
    before = oldest;
  }
  return found.sort((a, b) => a.id - b.id);
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
