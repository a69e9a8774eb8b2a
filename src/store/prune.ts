import { pause } from '../clock.ts';
import { lockContactsOfMessages } from './lock.ts';
import type { Store } from './open.ts';
import { sql } from './sql.ts';
import { keepsStrays } from './strays.ts';
import type { Job, Tx } from './tables.ts';

/** Rows looked at in one write: 20 ms at most on a ledger of a million messages, so that nobody waits long behind it. */
const ROWS = 200;
/** A message takes its sends and files with it, and stands in more indices. */
const MESSAGES = 50;
/** Between two writes everybody else goes first. Milliseconds. */
const REST_MS = 10;

/** What may be kept longer or shorter than the rest; acts of the console and problems for ever, where it is not said. */
export type PrunedKind = 'events' | 'messages' | 'turns' | 'questions' | 'acts' | 'problems';

export interface PruneOptions {
  /** Of these kinds what is older than this goes, in place of `before`. Milliseconds since 1970. */
  kinds?: Partial<Record<PrunedKind, number>>;
  /** Waits between two pieces; the clock's own pause where absent. */
  rest?: () => Promise<void>;
  /** Aborted at a stop: the rest is deleted another time. */
  signal?: AbortSignal;
}

/**
 * Deletes raw events, finished jobs, used idempotency keys, questions that nobody could answer and the messages of finished exchanges that are older than `before`.
 * Contacts stay, and so do everything that still waits, and problems where no time is given for them. Each piece goes on by an index where the last one ended, so that what
 * must stay is looked at once and not again and again.
 *
 * Messages keep their ids' work: a wamid that comes again after this time is taken for new, so keep more days than WhatsApp redelivers (7).
 */
export async function prune(
  store: Store,
  before: number,
  options: PruneOptions = {},
): Promise<Record<PrunedKind | 'jobs' | 'idempotency', number>> {
  const each = (next: Piece) => pieces(store, next, options);
  const {
    events = before,
    turns = before,
    questions = before,
    messages = before,
    acts,
    problems,
  } = options.kinds ?? {};
  return {
    events: await each(
      piece('events', 'id', 'received_at', events, (ids) => sql`id in (${ids}) and outcome is not null`),
    ),
    jobs: await each(piece('jobs', 'id', 'finished_at', before, (ids) => sql`id in (${ids}) and state = 'done'`)),
    idempotency: await each(piece('idempotency', 'id', 'created_at', before, (ids) => sql`id in (${ids})`)),
    // Before messages: one whose problem is gone goes with them.
    problems: problems === undefined ? 0 : await each((tx, after) => oldProblems(tx, problems, after)),
    turns: await each((tx, after) => oldTurns(tx, turns, after)),
    questions: await each(piece('questions', 'id', 'asked_at', questions, (ids) => sql`id in (${ids})`)),
    messages: await each((tx, after) => oldMessages(tx, messages, after)),
    acts: acts === undefined ? 0 : await each(piece('console_acts', 'id', 'at', acts, (ids) => sql`id in (${ids})`)),
  };
}

/** Where a piece ended: the time and the id of its last row. */
interface Mark {
  at: number;
  id: number | string;
}

/** Deletes one piece behind `after`; `next` is null where there is no more. */
type Piece = (tx: Tx, after: Mark | null) => Promise<Pruned>;

interface Pruned {
  deleted: number;
  next: Mark | null;
}

async function pieces(store: Store, one: Piece, { rest, signal }: PruneOptions): Promise<number> {
  let total = 0;
  let after: Mark | null = null;
  do {
    if (signal?.aborted) return total;
    const from: Mark | null = after;
    const pruned: Pruned = await store.write((tx) => one(tx, from));
    total += pruned.deleted;
    after = pruned.next;
    if (after !== null) await (rest ?? (() => pause(REST_MS, signal)))();
  } while (after !== null);
  return total;
}

/** The next rows of a table by time, those to be kept among them. */
async function oldRows(
  tx: Tx,
  names: { table: string; id: string; time: string },
  before: number,
  after: Mark | null,
  most: number,
): Promise<{ ids: Mark['id'][]; next: Mark | null }> {
  const [table, id, time] = [sql.ref(names.table), sql.ref(names.id), sql.ref(names.time)];
  const behind = after === null ? sql`` : sql` and (${time}, ${id}) > (${after.at}, ${after.id})`;
  const { rows } = await sql<Mark>`select ${id} as id, ${time} as at from ${table}
    where ${time} < ${before}${behind} order by ${time}, ${id} limit ${most}`.execute(tx);
  return { ids: rows.map((row) => row.id), next: rows.length < most ? null : (rows.at(-1) ?? null) };
}

function piece(
  table: string,
  id: string,
  time: string,
  before: number,
  old: (ids: ReturnType<typeof sql.join>) => ReturnType<typeof sql>,
): Piece {
  return async (tx, after) => {
    const { ids, next } = await oldRows(tx, { table, id, time }, before, after, ROWS);
    if (ids.length === 0) return { deleted: 0, next };
    const { numAffectedRows } = await sql`delete from ${sql.ref(table)} where ${old(sql.join(ids))}`.execute(tx);
    return { deleted: Number(numAffectedRows ?? 0), next };
  };
}

/** A turn takes with it what was done in it; what bots keep of people stays, as they do. */
async function oldTurns(tx: Tx, before: number, after: Mark | null): Promise<Pruned> {
  const names = { table: 'turns', id: 'id', time: 'ended_at' };
  const { ids, next } = await oldRows(tx, names, before, after, MESSAGES);
  if (ids.length === 0) return { deleted: 0, next };
  for (const [table, id] of [
    ['turn_steps', 'turn_id'],
    ['tool_calls', 'turn_id'],
    ['turns', 'id'],
  ] as const)
    await sql`delete from ${sql.ref(table)} where ${sql.ref(id)} in (${sql.join(ids)})`.execute(tx);
  return { deleted: ids.length, next };
}

/**
 * By the index that holds problems alone, which is in the order of their ids. Each is as old as the moment in which it became one: its work
 * may be much older, and nobody has seen it yet then.
 */
async function oldProblems(tx: Tx, before: number, after: Mark | null): Promise<Pruned> {
  const behind = after === null ? sql`` : sql` and id > ${after.id}`;
  const { rows } = await sql<Mark & Pick<Job, 'key' | 'kind'>>`select id, key, kind,
    case when due_set_at > created_at then due_set_at else created_at end as at from jobs where state = 'problem'${behind} order by id limit ${ROWS}`.execute(
    tx,
  );
  const old: Mark['id'][] = [];
  for (const { id, at, key, kind } of rows)
    if (Number(at) < before && !(kind === 'digest' && (await keepsStrays(tx, key)))) old.push(id);
  const next = rows.length < ROWS ? null : (rows.at(-1) ?? null);
  if (old.length === 0) return { deleted: 0, next };
  // Retried this moment it is none any more.
  const { numAffectedRows } = await sql`delete from jobs where id in (${sql.join(old)}) and state = 'problem'`.execute(
    tx,
  );
  return { deleted: Number(numAffectedRows ?? 0), next };
}

/** A problem needs its message for another try; so does work that still waits. */
export const noOpenJob = sql<boolean>`not exists (select 1 from jobs j where j.state <> 'done' and j.channel_id = messages.channel_id
    and j.key in ('register:' || messages.id, 'turn:' || messages.id))
  and not exists (select 1 from sends s join jobs j on j.channel_id = s.channel_id and j.key = 'send:' || s.id
    where s.message_id = messages.id and j.state <> 'done')`;

async function oldMessages(tx: Tx, before: number, after: Mark | null): Promise<Pruned> {
  const names = { table: 'messages', id: 'id', time: 'created_at' };
  const { ids: found, next } = await oldRows(tx, names, before, after, MESSAGES);
  if (found.length === 0) return { deleted: 0, next };
  // One of them may be taken up again this moment.
  await lockContactsOfMessages(tx, found as string[]);
  const old = await tx
    .selectFrom('messages')
    .select('id')
    .where('id', 'in', found as string[])
    .where('chatwoot_state', '!=', 'queued')
    .where((where) => where.or([where('author', '!=', 'customer'), where('answered_at', 'is not', null)]))
    .where((where) => where.or([where('whatsapp_state', 'is', null), where('whatsapp_state', '!=', 'queued')]))
    .where(noOpenJob)
    // Its pieces go first (`letUnneededGo`).
    .where(sql<boolean>`not exists (select 1 from files f where f.message_id = messages.id and f.kept > 0)`)
    .execute();
  const ids = old.map((row) => row.id);
  if (ids.length === 0) return { deleted: 0, next };
  await tx.deleteFrom('sends').where('message_id', 'in', ids).execute();
  await tx.deleteFrom('files').where('message_id', 'in', ids).execute();
  await tx.deleteFrom('messages').where('id', 'in', ids).execute();
  return { deleted: ids.length, next };
}
