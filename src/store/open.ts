import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Misconfigured, reasonOf } from '../errors.ts';
import { groupCommit, type Write } from './group-commit.ts';
import { migrations } from './migrations.ts';
import { openSqlite, sqliteDialect } from './sqlite.ts';
import type { Db, Tables } from './tables.ts';

/** The ledger: `db` to read, `write` for everything that must last. */
export interface Store {
  readonly db: Db;
  readonly write: Write;
  close(): Promise<void>;
}

/**
 * Opens the database and brings its tables up to date.
 *
 * @param url `sqlite:./path/to/file.db`, or `sqlite::memory:` for a store that ends with the process.
 * @throws Misconfigured where the file cannot be opened or is no database.
 */
export async function openStore(url: string): Promise<Store> {
  const path = url.replace(/^sqlite:(\/\/)?/, '');
  let db: Db;
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    db = new Kysely<Tables>({ dialect: sqliteDialect(openSqlite(path)) });
    await migrate(db);
  } catch (error) {
    throw new Misconfigured(
      `DATABASE_URL: the database ${path} cannot be opened: ${reasonOf(error)}. ` +
        'Check that the folder exists, that this user may write there and that the file is a database of OptiAtiende.',
      { cause: error },
    );
  }
  return { db, write: groupCommit(db), close: () => db.destroy() };
}

async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  let { error } = await migrator.migrateToLatest();
  // Two processes that start together: the slower one finds the tables made and must only look again.
  if (error) ({ error } = await migrator.migrateToLatest());
  if (error) throw error instanceof Error ? error : new Error(JSON.stringify(error));
}
