import { sql } from './sql.ts';
import type { Db, JobKind } from './tables.ts';

const kinds: Record<JobKind, true> = {
  turn: true,
  send: true,
  register: true,
  fetch: true,
  look: true,
  tick: true,
  digest: true,
};

/** Whether a claim may find something: a look at one row, where a claim that finds nothing is a transaction for nothing. */
export async function isDue(
  db: Db,
  { channelId, kind, now }: { channelId: string; kind: JobKind; now: number },
): Promise<boolean> {
  const { rows } = await sql`select 1 from jobs where channel_id = ${channelId} and kind = ${kind} and state = 'ready'
    and due_at <= ${now} and lease_until <= ${now} limit 1`.execute(db);
  return rows.length > 0;
}

/**
 * Which channels have work of which kinds that is due. From one channel to the next by the index, and of each kind only the first: of
 * 50,000 that wait one is looked at.
 */
export async function dueWork(db: Db, now: number): Promise<{ channelId: string; kind: JobKind }[]> {
  const next = (after: ReturnType<typeof sql>) =>
    sql`(select min(channel_id) from jobs where state = 'ready' ${after})`;
  const { rows } = await sql<{ channel_id: string; kind: JobKind }>`with recursive found(channel_id) as (
      select ${next(sql``)}
      union all
      select ${next(sql`and channel_id > found.channel_id`)} from found where found.channel_id is not null),
    kinds(kind) as (values ${sql.join(Object.keys(kinds).map((kind) => sql`(${sql.lit(kind)})`))})
    select found.channel_id, kinds.kind from found cross join kinds
    where found.channel_id is not null and exists (select 1 from jobs
      where state = 'ready' and jobs.channel_id = found.channel_id and jobs.kind = kinds.kind and due_at <= ${now})`.execute(
    db,
  );
  return rows.map(({ channel_id: channelId, kind }) => ({ channelId, kind }));
}
