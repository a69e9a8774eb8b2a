import { mkdirSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import { pause } from '../../clock.ts';
import { Misconfigured } from '../../errors.ts';
import { placeOf } from '../address.ts';
import { groupCommit } from '../group-commit.ts';
import { migrate } from '../migrate.ts';
import type { Store } from '../open.ts';
import { openSqlite, sqliteDialect } from '../sqlite.ts';
import type { Tables } from '../tables.ts';
import { LedgerUnusable } from '../unusable.ts';
import { Condition } from './condition.ts';
import { sqliteAdvice } from './faults.ts';
import { inspect, inspectAside, type Inspection } from './inspect.ts';
import { isServed } from './served.ts';

/** So long the start waits for a large file to be looked through; then it goes on beside the work. Milliseconds. */
const INSPECTED_MS = 5_000;
/** And so long who only looks, since at its end it would carry a log that may be another file's. */
const LOOKED_MS = 60_000;

/** Other processes on the same file look for themselves, every second. */
const noNews: Store['news'] = {
  tell: () => undefined,
  hear: () => () => undefined,
  present: () => Promise.resolve(),
};

/**
 * Opens a ledger in a SQLite file, once it is known to be sound.
 *
 * @param whole a large file is looked through too; else only where a log lies beside it and no service works on it, as after a crash.
 * @throws LedgerUnusable with the cause and what to do. A file that is refused stays as it is.
 */
export async function openFile(path: string, whole: boolean): Promise<Store> {
  let database: DatabaseSync | null = null;
  let inspection: Inspection | null = null;
  try {
    if (path !== ':memory:') {
      mkdirSync(dirname(path), { recursive: true });
      inspection = await soundSoFar(path, whole);
    }
    database = openSqlite(path);
    const condition = new Condition(path);
    void inspection?.found.then((found) => found && condition.isDamaged(found));
    const db = new Kysely<Tables>({ dialect: sqliteDialect(database, undefined, condition) });
    await migrate(db);
    return {
      db,
      write: groupCommit(db),
      sideBySide: false,
      news: noNews,
      advice: (error) => sqliteAdvice(error, path),
      async close() {
        inspection?.end();
        await db.destroy();
      },
    };
  } catch (error) {
    inspection?.end();
    if (database?.isOpen) database.close();
    if (error instanceof Misconfigured) throw error;
    throw new LedgerUnusable(placeOf(path), sqliteAdvice(error, path), error);
  }
}

/** Looks through a file as opening it does, and leaves it as it is. @throws LedgerUnusable with the cause and what to do. */
export async function assureSound(path: string): Promise<void> {
  (await soundSoFar(path, false))?.end();
}

/** @returns what still looks, where that takes long. @throws LedgerUnusable */
async function soundSoFar(path: string, whole: boolean): Promise<Inspection | null> {
  const seen = inspect(path);
  if (seen !== null && seen !== 'large') throw new LedgerUnusable(placeOf(path), seen);
  if (seen === null || (!whole && (!hasLog(path) || isServed(path)))) return null;
  const inspection = inspectAside(path);
  const enough = new AbortController();
  const most = whole ? INSPECTED_MS : LOOKED_MS;
  const found = await Promise.race([inspection.found, pause(most, enough.signal).then(() => null)]);
  enough.abort();
  if (found) throw new LedgerUnusable(placeOf(path), found);
  return inspection;
}

const hasLog = (path: string): boolean => (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
