import { dialectOf } from './dialect.ts';
import { markWriting } from './event-order.ts';
import { sql } from './sql.ts';
import type { Db, Event, Tx } from './tables.ts';

/** A raw body on its way into the ledger. */
export interface NewEvent {
  /** Whose door it came by; empty where its content must tell. */
  channel_id: string;
  source: string;
  raw: string;
  received_at: number;
}

/** Parameters of one statement stay far below every database's limit, and few lengths of it are ever compiled. */
const MOST_ROWS = 64;

/**
 * Writes many rows with few statements, each of 1, 2, 4 … 64 rows and compiled once: for a row of its own Kysely takes longer to
 * compile the statement than SQLite to run it. One writer per store.
 */
export function eventWriter(): (tx: Tx, rows: readonly NewEvent[]) => Promise<void> {
  const compiled = new Map<number, ReturnType<typeof compile>>();
  return async (tx, rows) => {
    let from = 0;
    while (from < rows.length) {
      let size = MOST_ROWS;
      while (size > rows.length - from) size /= 2;
      let statement = compiled.get(size);
      if (!statement) compiled.set(size, (statement = compile(tx, size)));
      const parameters: unknown[] = [];
      for (const row of rows.slice(from, from + size))
        parameters.push(row.channel_id, row.source, row.raw, row.received_at);
      await tx.executeQuery({ ...statement, parameters });
      from += size;
    }
  };
}

/** The order of these names is the order of the parameters. */
const ROW: NewEvent = { channel_id: '', source: '', raw: '', received_at: 0 };

function compile(tx: Tx, size: number) {
  const row = ROW;
  if (dialectOf(tx).locks) return compileMarked(tx, Array<NewEvent>(size).fill(row));
  return tx.insertInto('events').values(Array<NewEvent>(size).fill(row)).compile();
}

/** First that somebody is writing events is to be seen, and then their ids are given out. */
function compileMarked(tx: Tx, rows: NewEvent[]) {
  const values = rows.map(
    ({ channel_id: channel, source, raw, received_at: at }) =>
      sql`(cast(${channel} as text), cast(${source} as text), cast(${raw} as text), cast(${at} as bigint))`,
  );
  return sql`insert into events (channel_id, source, raw, received_at)
    select kept.* from (select ${markWriting} is not null as begun) writing, (values ${sql.join(values)}) kept
    where writing.begun`.compile(tx);
}

/**
 * The channels of which something has not been read yet. From one to the next by the index, whatever waits in between: of 50,000 events of
 * one channel one is looked at.
 */
export async function channelsWithUnread(db: Db): Promise<string[]> {
  const next = (after: ReturnType<typeof sql>) =>
    sql`(select min(channel_id) from events where outcome is null ${after})`;
  const { rows } = await sql<{ channel_id: string }>`with recursive found(channel_id) as (
      select ${next(sql``)}
      union all
      select ${next(sql`and channel_id > found.channel_id`)} from found where found.channel_id is not null)
    select channel_id from found where channel_id is not null`.execute(db);
  return rows.map((row) => row.channel_id);
}

/** The oldest events of a channel up to an id that nobody has read, with their sizes in bytes; of one source alone where it is named. */
export async function oldestUnread(
  db: Db,
  channelId: string,
  { limit, upTo, source = null }: { limit: number; upTo: Event['id']; source?: string | null },
): Promise<(Pick<Event, 'id'> & { size: number })[]> {
  const rows = await db
    .selectFrom('events')
    .select(['id', sql<number>`octet_length(raw)`.as('size')])
    .where('channel_id', '=', channelId)
    .where('outcome', 'is', null)
    .where('id', '<=', upTo)
    .$if(source !== null, (query) => query.where('source', '=', source))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id, size }) => ({ id, size: Number(size) }));
}

/** In the order of their ids. */
export async function eventsById(db: Db, ids: readonly number[]): Promise<Event[]> {
  // An empty list has every event read to find none.
  if (ids.length === 0) return [];
  return await db.selectFrom('events').selectAll().where('id', 'in', ids).orderBy('id').execute();
}

/** False where another process was quicker. */
export async function setOutcome(tx: Tx, { id }: Pick<Event, 'id'>, outcome: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('events')
    .set({ outcome })
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows) > 0;
}

/** It is this channel's, which reads it then. */
export async function giveTo(tx: Tx, { id }: Pick<Event, 'id'>, channelId: string): Promise<void> {
  await tx.updateTable('events').set({ channel_id: channelId }).where('id', '=', id).execute();
}
