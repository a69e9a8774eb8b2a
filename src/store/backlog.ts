import type { Store } from './open.ts';
import type { JobKind } from './tables.ts';

/** What one look at the ledger tells: for `/health/ready`, `status` and metrics. Ages in milliseconds. */
export interface Backlog {
  /** Work not yet done, by kind. */
  waiting: Record<JobKind, number>;
  /** How long the oldest of it has been waiting. */
  oldestMs: number;
  problems: number;
  /** Events kept but not yet read into the ledger. */
  unread: number;
  /** Events that could not be read at all; kept raw. */
  unreadable: number;
}

export async function backlog(store: Store, now: number): Promise<Backlog> {
  const { db } = store;
  const open = await db
    .selectFrom('jobs')
    .select((eb) => ['kind', eb.fn.countAll<number>().as('count'), eb.fn.min('created_at').as('oldest')])
    .where('state', 'in', ['ready', 'waiting'])
    .groupBy('kind')
    .execute();
  const count = async (state: 'problem') =>
    Number(
      (
        await db
          .selectFrom('jobs')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('state', '=', state)
          .executeTakeFirstOrThrow()
      ).count,
    );
  const events = async (failed: boolean) => {
    const query = db.selectFrom('events').select((eb) => eb.fn.countAll<number>().as('count'));
    const row = failed
      ? await query.where('outcome', 'like', 'failed:%').executeTakeFirstOrThrow()
      : await query.where('outcome', 'is', null).executeTakeFirstOrThrow();
    return Number(row.count);
  };
  const waiting = { turn: 0, send: 0, register: 0, fetch: 0, look: 0, tick: 0 };
  for (const row of open) waiting[row.kind] = Number(row.count);
  const oldest = Math.min(...open.map((row) => Number(row.oldest)));
  return {
    waiting,
    oldestMs: open.length > 0 ? Math.max(0, now - oldest) : 0,
    problems: await count('problem'),
    unread: await events(false),
    unreadable: await events(true),
  };
}

/** True where a write reaches the disk. */
export async function writable(store: Store): Promise<boolean> {
  try {
    const value = '1';
    await store.write((tx) =>
      tx
        .insertInto('meta')
        .values({ key: 'health', value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute(),
    );
    return true;
  } catch {
    return false;
  }
}
