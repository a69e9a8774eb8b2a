import { sql } from 'kysely';
import type { Db, Tx } from './tables.ts';

/**
 * Runs `work` inside a transaction and resolves once it is on the disk. `work` must only touch the database: it may be run again.
 *
 * @param how `one statement`: it needs no transaction around it. Where that fails, it may have been made all the same. `repeatable`: neither
 * does this, and it does no harm where it is made twice.
 */
export type Write = <T>(work: (tx: Tx) => Promise<T>, how?: 'one statement' | 'repeatable') => Promise<T>;

interface Unit {
  work: (tx: Tx) => Promise<unknown>;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

/** Enough to make one fsync cheap per unit, few enough that nobody waits long for the others. */
const MOST_AT_ONCE = 256;

/**
 * All writes that arrive while a commit is running share the next one: intake under load pays one fsync per group, not one each.
 * Each unit has its savepoint, so that one that fails is undone alone.
 */
export function groupCommit(db: Db): Write {
  let queue: Unit[] = [];
  let running = false;

  async function drain(): Promise<void> {
    running = true;
    while (queue.length > 0) {
      // SQLite holds the event loop until it has committed: without a turn of the loop in between, what other sockets and calls have
      // ready would not be seen, and each write would be a commit of its own (64 webhooks at once: 330 a second; so 9,000 and more).
      await new Promise((resolve) => setImmediate(resolve));
      await commit(db, take);
    }
    running = false;
  }

  function take(most: number): Unit[] {
    const units = queue.slice(0, most);
    queue = queue.slice(most);
    return units;
  }

  return (work) =>
    new Promise((resolve, reject) => {
      queue.push({ work, resolve, reject });
      if (!running) void drain();
    });
}

/** @param take gives who waits now. Asked once the transaction has begun: another process may have to be waited for, and who comes meanwhile goes along. */
async function commit(db: Db, take: (most: number) => Unit[]): Promise<void> {
  const settled: (() => void)[] = [];
  let units: Unit[] | null = null;
  try {
    await db.transaction().execute(async (tx) => {
      units = take(MOST_AT_ONCE);
      for (const unit of units) {
        if (units.length > 1) await sql`savepoint unit`.execute(tx);
        try {
          const value = await unit.work(tx);
          settled.push(() => unit.resolve(value as never));
        } catch (error) {
          if (units.length === 1) throw error;
          await sql`rollback to savepoint unit`.execute(tx);
          settled.push(() => unit.reject(error));
        }
        if (units.length > 1) await sql`release savepoint unit`.execute(tx);
      }
    });
  } catch (error) {
    for (const unit of units ?? take(Infinity)) unit.reject(error);
    return;
  }
  for (const settle of settled) settle();
}
