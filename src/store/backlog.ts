import { sql } from './sql.ts';
import type { Advice } from './advice.ts';
import type { Store } from './open.ts';
import type { Db, PersonWork } from './tables.ts';

/** What one look at the ledger tells: for `/health/ready`, `status` and metrics. Ages in milliseconds. */
export interface Backlog {
  /** Work not yet done, by kind. */
  waiting: Record<PersonWork, number>;
  /** How long the oldest of it has been waiting. */
  oldestMs: number;
  problems: number;
  /** Events kept but not yet read into the ledger. */
  unread: number;
  /** Events that could not be read at all; kept raw. */
  unreadable: number;
}

/** More than there will ever be: all are counted. */
const ALL = 1_000_000_000;

/**
 * Counted by indices alone, which hold only what is open.
 *
 * @param most nothing is counted further than this: a monitor asks often, and 10,000 say as much as 300,000.
 */
export async function backlog({ db }: Store, now: number, most = ALL): Promise<Backlog> {
  const waiting = { turn: 0, send: 0, register: 0, fetch: 0, hear: 0, look: 0, tick: 0 };
  let oldest = now;
  for (const kind of Object.keys(waiting) as PersonWork[]) {
    // The states are written out, so that every database sees that the index `jobs_open` holds these rows.
    const open = sql`select created_at from jobs where kind = ${kind} and state in ('ready', 'waiting') order by created_at limit ${most}`;
    const { rows } = await sql<{
      count: number;
      oldest: number | null;
    }>`select count(*) as count, min(created_at) as oldest
      from (${open}) as open_jobs`.execute(db);
    waiting[kind] = Number(rows[0]?.count ?? 0);
    oldest = Math.min(oldest, Number(rows[0]?.oldest ?? now));
  }
  return {
    waiting,
    oldestMs: now - oldest,
    problems: await count(db, sql`select id from jobs where state = 'problem' limit ${most}`),
    unread: await count(db, sql`select id from events where outcome is null limit ${most}`),
    unreadable: await count(
      db,
      sql`select id from events where outcome <> 'read' and outcome like 'failed:%' limit ${most}`,
    ),
  };
}

/** How long the oldest work of each kind has been waiting; 0 where none waits. Milliseconds. */
export async function oldestByKind(db: Db, now: number): Promise<Map<PersonWork, number>> {
  const kinds: PersonWork[] = ['turn', 'send', 'register', 'fetch', 'hear', 'look', 'tick'];
  const found = new Map<PersonWork, number>();
  for (const kind of kinds) {
    const { rows } = await sql<{ created_at: number }>`select created_at from jobs
      where kind = ${kind} and state in ('ready', 'waiting') order by created_at limit 1`.execute(db);
    found.set(kind, rows[0] ? Math.max(0, now - Number(rows[0].created_at)) : 0);
  }
  return found;
}

async function count(db: Db, some: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from (${some}) as counted`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

/** Null where a write reaches the disk; else why it does not, and what to do. */
export async function troubleOf(store: Store): Promise<Advice | null> {
  try {
    const value = '1';
    await store.write((tx) =>
      tx
        .insertInto('meta')
        .values({ key: 'health', value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute(),
    );
    return null;
  } catch (error) {
    return store.advice(error);
  }
}
