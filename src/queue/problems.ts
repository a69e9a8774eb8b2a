import { effectOf, effectText, retried } from '../effect.ts';
import { oneHead } from '../store/lanes.ts';
import { sql } from '../store/sql.ts';
import type { Store } from '../store/open.ts';
import type { Author, Db, Job, JobKind, Tx } from '../store/tables.ts';
import { eachProblem, type Chosen, type Handled } from './each-problem.ts';

export type { Chosen, Handled } from './each-problem.ts';

/** Characters of a note to what was dropped. */
export const MOST_NOTE = 500;

/** Work that was given up: kept with its reason until the operator retries or drops it. */
export interface Problem {
  id: number;
  /** Empty where it is no channel's. */
  channel: string;
  kind: JobKind;
  /** `message`: register it in Chatwoot · `resolve`: close the conversation there · `arrange`: note, status, assignee or label there · `send`: say it on WhatsApp · `turn`: have the bot answer · `look`: see what agents wrote · `tick`: show a delivery state · `fetch`: get a customer's file. */
  what: 'message' | 'resolve' | 'arrange' | Exclude<JobKind, 'register'>;
  /** Whose message it is about; null where it is about none. */
  author: Author | null;
  contactId: number;
  /** The person's number or business-scoped id, in full: mask it before it is shown. */
  person: string;
  /** Since when the work has been there. Milliseconds since 1970. */
  createdAt: number;
  reason: string;
  fix: string;
  exchangeId: string | null;
}

/** Oldest first. @param options.after only those with a higher number: the next page */
export async function listProblems(
  db: Db,
  options: { limit: number; of?: Chosen; channel?: string; after?: number },
): Promise<Problem[]> {
  const { limit, of = 'all', channel, after = 0 } = options;
  const query = db
    .selectFrom('jobs')
    // What is no person's is a problem too.
    .leftJoin('contacts', 'contacts.id', 'jobs.contact_id')
    .selectAll('jobs')
    .select(['contacts.wa_id', 'contacts.bsuid'])
    // Written out, so that every database sees that the index of problems holds these rows.
    .where('jobs.state', '=', sql.lit('problem'))
    .$if(after > 0, (some) => some.where('jobs.id', '>', after))
    .$if(channel !== undefined, (some) => some.where('jobs.channel_id', '=', channel ?? ''))
    .orderBy('jobs.id')
    .limit(limit);
  const rows = await (of === 'all' ? query : query.where('jobs.id', 'in', of)).execute();
  const ids = rows.map(messageIdOf).filter((id) => id !== null);
  const messages =
    ids.length === 0
      ? []
      : await db.selectFrom('messages').select(['id', 'author', 'exchange_id']).where('id', 'in', ids).execute();
  const byId = new Map(messages.map((message) => [message.id, message]));
  return rows.map((job) => {
    const message = byId.get(messageIdOf(job) ?? '');
    return {
      id: job.id,
      channel: job.channel_id,
      kind: job.kind,
      what: job.kind !== 'register' ? job.kind : whatOf(payloadOf(job)),
      author: message?.author ?? null,
      contactId: job.contact_id,
      person: job.wa_id ?? job.bsuid ?? '',
      createdAt: job.created_at,
      reason: job.last_error ?? '',
      fix: job.fix ?? '',
      exchangeId: message?.exchange_id ?? payloadOf(job)['resolve'] ?? null,
    };
  });
}

/**
 * Puts problems back into their lanes, each in its old place, due at once. Whether a try may have left something in Chatwoot is still
 * known, so that it is looked for first. A running service finds them within a second.
 *
 * @param newConversation for people whose list of earlier conversations cannot be read: a new one is opened for them, and everything of
 *   theirs that waits for the operator is retried with it, so that the order stays.
 */
export async function retryProblems(
  store: Store,
  options: { of: Chosen; now: number; newConversation?: boolean },
): Promise<Handled> {
  const { of, now, newConversation = false } = options;
  return await eachProblem(store, of, async (tx, jobs, haveConversation) => {
    const chosen = newConversation ? await withNeighbours(tx, jobs) : jobs;
    for (const job of chosen) await retry(tx, job, now);
    for (const lane of new Set(chosen.map((job) => job.lane))) await oneHead(tx, lane);
    for (const id of contactsOf(chosen)) {
      await tx.updateTable('places').set({ blocked: null }).where('contact_id', '=', id).execute();
      if (!newConversation) continue;
      // Only where none is known: the wish would else come true much later, at a deletion in Chatwoot.
      const { numUpdatedRows } = await tx
        .updateTable('places')
        .set({ skip_list: 1 })
        .where('contact_id', '=', id)
        .where('current', '=', 1)
        .where('conversation_id', 'is', null)
        .executeTakeFirstOrThrow();
      if (Number(numUpdatedRows) === 0) haveConversation.push(id);
    }
    return chosen;
  });
}

/**
 * Ends problems for good; the reason stays with them. What was not registered or sent stays so.
 *
 * @param options.note why, in the operator's words: kept in the place of the fix
 */
export async function dropProblems(
  store: Store,
  { of, now, note = null }: { of: Chosen; now: number; note?: string | null },
): Promise<Handled> {
  return await eachProblem(store, of, async (tx, jobs) => {
    await tx
      .updateTable('jobs')
      .set({ state: 'done', finished_at: now, ...(note === null ? {} : { fix: note }) })
      .where(
        'id',
        'in',
        jobs.map((job) => job.id),
      )
      .execute();
    return jobs;
  });
}

/** Everything of the same people that could not be registered. */
async function withNeighbours(tx: Tx, jobs: Job[]): Promise<Job[]> {
  return await tx
    .selectFrom('jobs')
    .selectAll()
    .where('state', '=', 'problem')
    .where((where) =>
      where.or([
        where(
          'id',
          'in',
          jobs.map((job) => job.id),
        ),
        where.and([where('kind', '=', 'register'), where('contact_id', 'in', contactsOf(jobs))]),
      ]),
    )
    .orderBy('id')
    .execute();
}

async function retry(tx: Tx, job: Job, now: number): Promise<void> {
  const effect = retried(effectOf(job.effect));
  await tx
    .updateTable('jobs')
    .set({
      state: 'waiting',
      attempts: 0,
      due_at: now,
      due_set_at: now,
      failing_since: null,
      last_error: null,
      fix: null,
      effect: effectText(effect),
    })
    .where('id', '=', job.id)
    .execute();
  const messageId = messageIdOf(job);
  if (messageId === null) return;
  const message = tx.updateTable('messages').where('id', '=', messageId);
  if (job.kind === 'register') {
    await message.set({ chatwoot_state: 'queued', error: null }).where('chatwoot_state', '=', 'problem').execute();
  } else if (job.kind === 'send') {
    const { send = '' } = payloadOf(job);
    // A status may have told meanwhile that it arrived; an unclear one is waited for as after its try. The refused copy's id goes, so
    // that the statuses of the next one are known by ours.
    const { numUpdatedRows } = await tx
      .updateTable('sends')
      .set({ state: effect.is === 'unclear' ? 'sending' : 'queued', error: null, wamid: null })
      .where('id', '=', send)
      .where('state', '=', 'failed')
      .executeTakeFirstOrThrow();
    if (Number(numUpdatedRows) > 0) await message.set({ whatsapp_state: 'queued', error: null }).execute();
  }
}

const whatOf = (payload: object) => ('resolve' in payload ? 'resolve' : 'arrange' in payload ? 'arrange' : 'message');

const payloadOf = (job: Pick<Job, 'payload'>) => JSON.parse(job.payload) as Record<string, string | undefined>;

/** Parts of a long message have the message's id, a dot and their number. */
function messageIdOf(job: Pick<Job, 'payload'>): string | null {
  const { message, send } = payloadOf(job);
  return message ?? send?.split('.')[0] ?? null;
}

const contactsOf = (jobs: Job[]): number[] => [...new Set(jobs.map((job) => job.contact_id))];
