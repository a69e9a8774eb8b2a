import type { Store } from './open.ts';
import type { Db, Tx } from './tables.ts';

/** A value made once and kept: the first process to ask decides it for all. */
export async function keptValue(store: Store, key: string, make: () => string): Promise<string> {
  return await store.write(async (tx) => {
    await tx
      .insertInto('meta')
      .values({ key, value: make() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const row = await tx.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirstOrThrow();
    return row.value;
  });
}

/** Writes a value, in place of the one that was there. */
export async function setValue(tx: Tx, key: string, value: string): Promise<void> {
  await tx
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

/** Null where there is none. */
export async function valueOf(db: Db | Tx, key: string): Promise<string | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}
