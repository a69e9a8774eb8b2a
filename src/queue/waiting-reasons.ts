import { sql } from '../store/sql.ts';
import type { Db, JobKind } from '../store/tables.ts';

/** Why work waits, and how much of it waits so. */
export interface WaitingReason {
  channel: string;
  kind: JobKind;
  reason: string;
  count: number;
}

/** The reasons for which most work waits, by channel and kind; nothing where all goes well. */
export async function waitingReasons(db: Db): Promise<WaitingReason[]> {
  const rows = await db
    .selectFrom('jobs')
    .select((eb) => ['channel_id', 'kind', 'last_error', eb.fn.countAll<number>().as('count')])
    // Written out, so that every database sees that `jobs_failing` holds these rows.
    .where(sql<boolean>`state in ('ready', 'waiting')`)
    .where('last_error', 'is not', null)
    .groupBy(['channel_id', 'kind', 'last_error'])
    .orderBy('count', 'desc')
    .limit(10)
    .execute();
  return rows.map(({ channel_id: channel, kind, last_error, count }) => ({
    channel,
    kind,
    reason: last_error ?? '',
    count: Number(count),
  }));
}

/** Why the registering of an exchange waits or was given up, and what can be done; null where nothing is wrong with it. */
export async function troubleOfExchange(db: Db, exchangeId: string): Promise<{ reason: string; fix: string } | null> {
  const row = await db
    .selectFrom('jobs')
    .select(['last_error', 'fix'])
    .where('jobs.kind', '=', 'register')
    .where('last_error', 'is not', null)
    .where('state', '!=', 'done')
    .innerJoin('messages', (join) =>
      join
        .onRef('jobs.channel_id', '=', 'messages.channel_id')
        .on('jobs.key', '=', sql<string>`'register:' || messages.id`),
    )
    .where('exchange_id', '=', exchangeId)
    .orderBy('jobs.id')
    .executeTakeFirst();
  return row ? { reason: row.last_error ?? '', fix: row.fix ?? '' } : null;
}
