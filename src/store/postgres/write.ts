import type { Pool } from 'pg';
import { pause } from '../../clock.ts';
import { StoreFault } from '../fault.ts';
import type { Write } from '../group-commit.ts';
import type { Db, Tx } from '../tables.ts';
import { CommitLost, Undone } from './faults.ts';
import { isKept } from './marks.ts';

/** A write that conflicts with others, or whose connection was lost before its commit, is made again so often. */
const TRIES = 5;
/** Then, shortly: each pause is up to this times the number of the try. Milliseconds. */
const AGAIN_MS = 20;
/** So long the server is asked what became of a commit: a webhook still gets its answer within 5 s. Milliseconds. */
const SETTLE_MS = 3_000;
const ASK_AGAIN_MS = 100;

/**
 * Each write is a transaction of its own, side by side with others. One that was undone by no fault of its own is made again; of one whose
 * commit was cut the server is asked, so that it is neither lost nor made twice. `work` therefore may run more than once.
 */
export function postgresWrite(db: Db, pool: Pool): Write {
  return async <T>(work: (tx: Tx) => Promise<T>, how?: 'one statement' | 'repeatable') => {
    if (how === 'one statement') return await work(db as Tx);
    for (let tries = 1; ; tries++) {
      let value: T | undefined;
      try {
        if (how === 'repeatable') return await work(db as Tx);
        return await db.transaction().execute(async (tx) => (value = await work(tx)));
      } catch (error) {
        if (error instanceof CommitLost) {
          const became = await settled(pool, error);
          if (became === 'committed') return value as T;
          if (became === 'unknown')
            throw new StoreFault('the connection to the database was lost during a commit', {
              outcome: 'unknown',
              cause: error,
            });
        } else if (!(error instanceof Undone)) throw error;
        if (tries === TRIES) throw error instanceof CommitLost ? new Undone(error) : error;
        await pause(Math.random() * AGAIN_MS * tries);
      }
    }
  };
}

type Became = 'committed' | 'undone' | 'unknown';

/** What became of it, as the mark tells that it left. */
async function settled(pool: Pool, { mark }: CommitLost): Promise<Became> {
  for (const end = performance.now() + SETTLE_MS; performance.now() < end; await pause(ASK_AGAIN_MS)) {
    try {
      return (await isKept(pool, mark)) ? 'committed' : 'undone';
    } catch {
      // Not there, or the write is still under way: asked again.
    }
  }
  return 'unknown';
}
