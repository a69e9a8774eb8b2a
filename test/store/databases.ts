import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '../../src/store/open.ts';
import { sql } from '../../src/store/sql.ts';
import { emptyLedger } from '../ledger-template.ts';
import { newDatabase, serverUrl } from '../postgres/database.ts';

/** Gives the URL of an empty database, and what removes it. */
export interface TestDatabase {
  name: string;
  /** `empty`: without any table in it. */
  make: (made?: 'ledger' | 'empty') => Promise<{ url: string; remove: () => Promise<void> | void }>;
}

const file: TestDatabase = {
  name: 'SQLite file',
  make: (made = 'ledger') => {
    const folder = mkdtempSync(join(tmpdir(), 'optiatiende-store-'));
    const remove = () => rmSync(folder, { recursive: true, force: true });
    return Promise.resolve({
      url: made === 'ledger' ? emptyLedger(folder) : `sqlite:${join(folder, 'test.db')}`,
      remove,
    });
  },
};

/** Nothing in it waits for a disk: for tests in which time passes by steps, each when the work of the one before is done. */
export const memory: TestDatabase = {
  name: 'SQLite memory',
  make: () => Promise.resolve({ url: 'sqlite::memory:', remove: () => undefined }),
};

const server: TestDatabase = {
  name: 'PostgreSQL',
  make: async (made = 'ledger') => {
    const used = made === 'ledger' ? emptied.pop() : undefined;
    if (used) return used;
    const { url, drop } = await newDatabase(serverUrl(), made);
    return { url, remove: drop };
  },
};

/** Databases of tests that are over, emptied for the next ones: that takes less than to make another. */
const emptied: Awaited<ReturnType<TestDatabase['make']>>[] = [];

/** Row by row: to truncate a table makes its files anew, which takes ten times as long for a few rows. */
async function isEmpty({ db }: Store): Promise<boolean> {
  const done = sql`do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%' loop
      execute format('delete from %I', name);
    end loop;
    for name in select sequencename from pg_sequences loop perform setval(name::regclass, 1, false); end loop;
  end $$`.execute(db);
  // A test may have closed it, or broken it.
  return await done.then(
    () => true,
    () => false,
  );
}

/** `sqlite` or `postgres`: vitest.config.ts says which files run over which. */
export const ledger = process.env['TEST_LEDGER'] === 'postgres' ? 'postgres' : 'sqlite';

/** What tests that need a ledger use here. */
export const sharedDatabase = ledger === 'postgres' ? server : file;

/** Every database that the store's tests run over here. */
export const databases: TestDatabase[] = [sharedDatabase];

export interface TestStore {
  store: Store;
  url: string;
  close: () => Promise<void>;
}

/** An empty store, closed and deleted at the end. */
export async function emptyStore(database = sharedDatabase): Promise<TestStore> {
  const made = await database.make();
  const store = await openStore(made.url);
  let closed: Promise<void> | null = null;
  const close = async () => {
    const isEmptied = database === server && (await isEmpty(store));
    await store.close();
    if (isEmptied) emptied.push(made);
    else await made.remove();
  };
  return { store, url: made.url, close: async () => await (closed ??= close()) };
}
