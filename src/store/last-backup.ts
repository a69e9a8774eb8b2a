import { setValue, valueOf } from './meta.ts';
import type { Store } from './open.ts';
import type { Db } from './tables.ts';

const KEY = 'backup_at';

export async function noteBackup(store: Store, now: number): Promise<void> {
  await store.write((tx) => setValue(tx, KEY, String(now)));
}

/** When the last one ended. Milliseconds since 1970; null: there was none. */
export async function lastBackup(db: Db): Promise<number | null> {
  const value = await valueOf(db, KEY);
  return value === null ? null : Number(value);
}
