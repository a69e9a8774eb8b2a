import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '../../src/store/open.ts';

/** Every database the store's tests run over; each gives the URL of an empty one. */
export const databases: { name: string; url: (folder: string) => string; shared: boolean }[] = [
  { name: 'SQLite file', url: (folder) => `sqlite:${join(folder, 'test.db')}`, shared: true },
  { name: 'SQLite memory', url: () => 'sqlite::memory:', shared: false },
];

export interface TestStore {
  store: Store;
  url: string;
  close: () => Promise<void>;
}

/** An empty store, closed and deleted at the end. */
export async function emptyStore(database = databases[1]): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-store-'));
  const url = database?.url(folder) ?? 'sqlite::memory:';
  const store = await openStore(url);
  return {
    store,
    url,
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
