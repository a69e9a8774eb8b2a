import pg, { DatabaseError } from 'pg';
import { Kysely, sql } from 'kysely';
import { pause } from '../clock.ts';
import { placeOf } from './address.ts';
import { poolConfig } from './postgres/address.ts';
import { postgresDialect } from './postgres/driver.ts';
import { deleteOldMarks, Marks } from './postgres/marks.ts';
import { openNews } from './postgres/news.ts';
import { adviceFor, OLDEST, Unsuitable } from './postgres/opening-faults.ts';
import { postgresWrite } from './postgres/write.ts';
import { LedgerUnusable } from './unusable.ts';
import type { Store } from './open.ts';
import type { Db, Tables } from './tables.ts';

/** Connections of one process, besides the one that listens: most writes take two milliseconds. */
const MOST = 10;
/** A server that is starting (both in one compose file) is waited for. */
const STARTING = '57P03';
const STARTS_MS = 30_000;

/**
 * Opens a ledger on a PostgreSQL server.
 *
 * @param migrate brings its tables up to date; given connections whose statements may take their time.
 * @throws LedgerUnusable with the cause and what to do, never with the password.
 */
export async function openPostgres(url: string, migrate: (db: Db) => Promise<void>): Promise<Store> {
  const settingUp = connect(url, { most: 2, patient: true });
  try {
    await ready(settingUp.db);
    await migrate(settingUp.db);
    await deleteOldMarks(settingUp.pool);
  } catch (error) {
    throw error instanceof LedgerUnusable ? error : new LedgerUnusable(placeOf(url), adviceFor(error), error);
  } finally {
    await settingUp.db.destroy();
  }
  const { db, pool } = connect(url, { most: MOST }, new Marks());
  const news = openNews(db, poolConfig(url, { most: 1 }));
  return {
    db,
    write: postgresWrite(db, pool),
    sideBySide: true,
    news,
    advice: adviceFor,
    async close() {
      await news.close();
      await db.destroy();
    },
  };
}

function connect(
  url: string,
  given: { most: number; patient?: boolean },
  marks: Marks | null = null,
): { db: Db; pool: pg.Pool } {
  const pool = new pg.Pool(poolConfig(url, given));
  // Of a connection that nobody uses, the next one who needs one gets another. Whoever uses one hears of it at their next statement.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('remove', (client) => marks?.free(client));
  return { db: new Kysely<Tables>({ dialect: postgresDialect(pool, marks) }), pool };
}

/** Waits for a server that is starting, and looks whether it is one that will do. */
async function ready(db: Db): Promise<void> {
  for (const end = performance.now() + STARTS_MS; ; await pause(250)) {
    try {
      return await suits(db);
    } catch (error) {
      const isStarting =
        error instanceof Error && error.cause instanceof DatabaseError && error.cause.code === STARTING;
      if (!isStarting || performance.now() > end) throw error;
    }
  }
}

async function suits(db: Db): Promise<void> {
  const { rows } = await sql<{ version: string; number: number; encoding: string; standby: boolean }>`select
    current_setting('server_version') as version, current_setting('server_version_num')::int as number,
    current_setting('server_encoding') as encoding, pg_is_in_recovery() as standby`.execute(db);
  const [server] = rows;
  if (server && server.number < OLDEST * 10_000) throw new Unsuitable('old', server.version);
  if (server && server.encoding !== 'UTF8') throw new Unsuitable('encoding', server.encoding);
  if (server?.standby) throw new Unsuitable('standby');
}

/** Whether there is a ledger: looking must not make one. @throws LedgerUnusable where the server cannot be asked. */
export async function hasPostgresLedger(url: string): Promise<boolean> {
  const { db } = connect(url, { most: 1 });
  try {
    const { rows } = await sql<{ there: boolean }>`select to_regclass('meta') is not null as there`.execute(db);
    return rows[0]?.there === true;
  } catch (error) {
    throw new LedgerUnusable(placeOf(url), adviceFor(error), error);
  } finally {
    await db.destroy();
  }
}
