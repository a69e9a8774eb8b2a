import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import { Misconfigured, reasonOf } from '../errors.ts';
import { filePath, isPostgresUrl } from './address.ts';
import { groupCommit, type Write } from './group-commit.ts';
import { migrate } from './migrate.ts';
import type { News } from './postgres/news.ts';
import { openSqlite, sqliteDialect } from './sqlite.ts';
import type { Db, Tables } from './tables.ts';

/** The ledger: `db` to read, `write` for everything that must last. */
export interface Store {
  readonly db: Db;
  readonly write: Write;
  /** Whether writes run side by side: whoever needs an order among theirs waits for each. Else they are made in the order asked for. */
  readonly sideBySide: boolean;
  /** From and to the other processes on it. */
  readonly news: Omit<News, 'close'>;
  close(): Promise<void>;
}

/**
 * Opens the database and brings its tables up to date.
 *
 * @param url `sqlite:./path/to/file.db`; `sqlite::memory:` for a store that ends with the process; `postgres://user:password@host/database`
 * @throws Misconfigured where it cannot be opened, is no database of ours, or was written by a newer version.
 */
export async function openStore(url: string): Promise<Store> {
  if (!isPostgresUrl(url)) return await openFile(url);
  // Only here: with a file nothing of it is loaded.
  const { openPostgres } = await import('./postgres.ts');
  return await openPostgres(url, migrate);
}

/** Whether there is a ledger: looking must not make one. @throws Misconfigured where its server cannot be asked. */
export async function hasLedger(url: string): Promise<boolean> {
  if (!isPostgresUrl(url)) return existsSync(filePath(url));
  const { hasPostgresLedger } = await import('./postgres.ts');
  return await hasPostgresLedger(url);
}

/** Other processes on the same file look for themselves, every second. */
const noNews: Store['news'] = {
  tell: () => undefined,
  hear: () => () => undefined,
  present: () => Promise.resolve(),
};

async function openFile(url: string): Promise<Store> {
  const path = filePath(url);
  let db: Db;
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    db = new Kysely<Tables>({ dialect: sqliteDialect(openSqlite(path)) });
    await migrate(db);
  } catch (error) {
    if (error instanceof Misconfigured) throw error;
    throw new Misconfigured(
      `DATABASE_URL: the database ${path} cannot be opened: ${reasonOf(error)}. ` +
        'Check that the folder exists, that this user may write there and that the file is a database of OptiAtiende.',
      { cause: error },
    );
  }
  return { db, write: groupCommit(db), sideBySide: false, news: noNews, close: () => db.destroy() };
}
