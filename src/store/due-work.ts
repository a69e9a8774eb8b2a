import { sql } from './sql.ts';
import type { Db, JobKind } from './tables.ts';

const kinds: Record<JobKind, true> = {
  turn: true,
  send: true,
  register: true,
  fetch: true,
  hear: true,
  look: true,
  tick: true,
  digest: true,
  notify: true,
};

const eachKind = sql`kinds(kind) as (values ${sql.join(Object.keys(kinds).map((kind) => sql`(${sql.lit(kind)})`))})`;

/** What there is to do of one kind. */
export interface Due {
  /** Whether a claim may find something. */
  now: boolean;
  /** When the first of what is not due yet will be; null where there is none. */
  next: number | null;
}

/** What a channel has to do, of every kind with one statement: one row of each is looked at. */
export async function dueKinds(db: Db, channelId: string, now: number): Promise<ReadonlyMap<JobKind, Due>> {
  const ready = sql`channel_id = ${channelId} and kind = kinds.kind and state = 'ready'`;
  const { rows } = await sql<{ kind: JobKind; due: number | null; next: number | null }>`with ${eachKind}
    select kinds.kind,
      (select 1 from jobs where ${ready} and due_at <= ${now} and lease_until <= ${now} limit 1) as due,
      (select min(due_at) from jobs where ${ready} and due_at > ${now}) as next
    from kinds`.execute(db);
  return new Map(rows.map(({ kind, due, next }) => [kind, { now: due !== null, next }]));
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
    ${eachKind}
    select found.channel_id, kinds.kind from found cross join kinds
    where found.channel_id is not null and exists (select 1 from jobs
      where state = 'ready' and jobs.channel_id = found.channel_id and jobs.kind = kinds.kind and due_at <= ${now})`.execute(
    db,
  );
  return rows.map(({ channel_id: channelId, kind }) => ({ channelId, kind }));
}
