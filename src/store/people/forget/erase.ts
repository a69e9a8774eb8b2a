import { pause } from '../../../clock.ts';
import { lockContacts } from '../../lock.ts';
import { sql } from '../../sql.ts';
import type { Contact, Db, Tx } from '../../tables.ts';
import { addPlace } from '../places.ts';
import { applyRules, inPieces, type Id } from './apply-rules.ts';
import type { Ended } from './erase-ended.ts';
import type { Known } from './known.ts';

/** Rows looked through in one reading where no index tells whose they are. */
const AT_ONCE = 20_000;

/** Rows of a person that stand behind no index, looked for before the write, which then need not read whole tables. */
export interface Unindexed {
  jobs: Id[];
  lastJob: number;
  keys: Id[];
  lastKey: number;
}

/** How many rows were emptied or deleted. */
export interface Erased {
  messages: number;
  files: number;
  turns: number;
  questions: number;
  keys: number;
}

export async function findUnindexed(db: Db, contactIds: readonly Contact['id'][]): Promise<Unindexed> {
  const found: Unindexed = { jobs: [], lastJob: 0, keys: [], lastKey: 0 };
  const whose = sql`contact_id in (${sql.join(contactIds)})`;
  for await (const [from, to] of stretches(db, 'jobs')) {
    const { rows } = await sql<{
      id: number;
    }>`select id from jobs where id > ${from} and id <= ${to} and ${whose}`.execute(db);
    for (const { id } of rows) found.jobs.push(id);
    found.lastJob = to;
  }
  const ids = new Set(await idsOf(db, 'messages', 'contact_id', contactIds));
  for await (const [from, to] of stretches(db, 'idempotency')) {
    const { rows } = await sql<KeyRow>`select id, answer from idempotency where id > ${from} and id <= ${to}`.execute(
      db,
    );
    found.keys.push(...rows.filter((row) => isOf(row, ids)).map(({ id }) => id));
    found.lastKey = to;
  }
  return found;
}

interface KeyRow {
  id: number;
  answer: string;
}

/** A request is a person's where one of the exchanges that it added is. */
const isOf = ({ answer }: KeyRow, ids: ReadonlySet<Id>): boolean =>
  (JSON.parse(answer) as string[]).some((id) => ids.has(id));

async function* stretches(db: Db, table: 'jobs' | 'idempotency'): AsyncGenerator<[from: number, to: number]> {
  for (let from = 0; ;) {
    const { rows } = await sql<{ id: number | null }>`select max(id) as id from
      (select id from ${sql.table(table)} where id > ${from} order by id limit ${AT_ONCE}) as stretch`.execute(db);
    const to = rows[0]?.id ?? null;
    if (to === null) return;
    yield [from, Number(to)];
    from = Number(to);
    await pause(0);
  }
}

/** The ids of the rows that have one of these values in a column. */
export async function idsOf(db: Db | Tx, table: string, column: string, values: readonly Id[]): Promise<Id[]> {
  const found: Id[] = [];
  for (const some of inPieces(values)) {
    const { rows } = await sql<{ id: Id }>`select id from ${sql.table(table)}
      where ${sql.ref(column)} in (${sql.join(some)})`.execute(db);
    // One by one: as arguments of one call, some 100,000 are too many.
    for (const { id } of rows) found.push(id);
  }
  return found;
}

/** Takes out what is left that tells who somebody was, they themselves among it, under their lock and in one write. */
export async function erase(
  tx: Tx,
  { channelId, contactIds }: Pick<Known, 'channelId' | 'contactIds'>,
  earlier: Unindexed,
  ended: Ended,
  now: number,
): Promise<Erased> {
  await lockContacts(tx, contactIds);
  const { rows: young } = await sql<{ id: Id }>`select id from messages
    where contact_id in (${sql.join(contactIds)}) and created_at > ${ended.since}`.execute(tx);
  const messages = [...new Set([...ended.rest, ...young.map(({ id }) => id)])].filter((id) => !ended.messages.has(id));
  const files = await idsOf(tx, 'files', 'message_id', messages);
  const allTurns = await idsOf(tx, 'turns', 'contact_id', contactIds);
  const turns = allTurns.filter((id) => !ended.turns.has(id));
  const questions = await idsOf(tx, 'questions', 'contact_id', contactIds);
  const { rows: newJobs } = await sql<{ id: number }>`select id from jobs
    where id > ${earlier.lastJob} and contact_id in (${sql.join(contactIds)})`.execute(tx);
  const { rows: newKeys } = await sql<KeyRow>`select id, answer from idempotency where id > ${earlier.lastKey}`.execute(
    tx,
  );
  const own = new Set(messages);
  const keys = newKeys.filter((row) => isOf(row, own)).map(({ id }) => id);
  const jobs = [...earlier.jobs.filter((id) => !ended.jobs.has(id)), ...newJobs.map(({ id }) => id)];

  await tx
    .updateTable('messages')
    .set({ answered_at: now, answer: 'deleted' })
    .where('contact_id', 'in', contactIds)
    .where('author', '=', sql.lit('customer'))
    .where('answered_at', 'is', null)
    .execute();
  for (const some of inPieces(jobs))
    await sql`update jobs set finished_at = ${now}, lease_token = null, lease_until = 0
      where id in (${sql.join(some)}) and finished_at is null`.execute(tx);
  await applyRules(tx, 'pieces', 'file_id', files);
  await applyRules(tx, 'files', 'id', files);
  await applyRules(tx, 'sends', 'message_id', messages);
  await applyRules(tx, 'messages', 'id', messages);
  await applyRules(tx, 'jobs', 'id', jobs);
  await applyRules(tx, 'idempotency', 'id', keys);
  await applyRules(tx, 'turn_steps', 'turn_id', turns);
  await applyRules(tx, 'tool_calls', 'turn_id', turns);
  await applyRules(tx, 'turns', 'id', turns);
  for (const table of ['bot_states', 'questions', 'identifiers', 'places'] as const)
    await applyRules(tx, table, 'contact_id', contactIds);
  const { rows: acts } = await sql<{ id: number }>`select id from console_acts
    where about in (${sql.join(contactIds.map((id) => `contact:${id}`))})`.execute(tx);
  await applyRules(
    tx,
    'console_acts',
    'id',
    acts.map(({ id }) => id),
  );
  await applyRules(tx, 'contacts', 'id', contactIds);
  // Everybody has a place; what is counted hangs on it.
  for (const id of contactIds) await addPlace(tx, { id, channel_id: channelId }, { created_at: now });
  await tx.updateTable('contacts').set({ forgotten_at: now }).where('id', 'in', contactIds).execute();
  return {
    messages: messages.length + ended.messages.size,
    files: files.length + ended.files,
    turns: allTurns.length,
    questions: questions.length,
    keys: keys.length + ended.keys.size,
  };
}
