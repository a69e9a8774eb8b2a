import { existsSync } from 'node:fs';
import type { Advice } from './advice.ts';
import { filePath, isPostgresUrl } from './address.ts';
import type { Write } from './group-commit.ts';
import { migrate } from './migrate.ts';
import type { News } from './postgres/news.ts';
import { openFile } from './sqlite/open-file.ts';
import type { Db } from './tables.ts';

/** The ledger: `db` to read, `write` for everything that must last. */
export interface Store {
  readonly db: Db;
  readonly write: Write;
  /** Whether writes run side by side: whoever needs an order among theirs waits for each. Else they are made in the order asked for. */
  readonly sideBySide: boolean;
  /** From and to the other processes on it. */
  readonly news: Omit<News, 'close'>;
  /** Why reading or writing failed, and what the operator can do. */
  advice(error: unknown): Advice;
  close(): Promise<void>;
}

/**
 * Opens the database and brings its tables up to date.
 *
 * @param url `sqlite:./path/to/file.db`; `sqlite::memory:` for a store that ends with the process; `postgres://user:password@host/database`
 * @param how `to work on`: a large file is looked through as well, which may take a second and longer.
 * @throws Misconfigured where it cannot be opened, is damaged, is no database of ours, or was written by a newer version.
 */
export async function openStore(url: string, how: 'to look at' | 'to work on' = 'to look at'): Promise<Store> {
  if (!isPostgresUrl(url)) return await openFile(filePath(url), how === 'to work on');
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
