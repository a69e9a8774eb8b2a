import type { Store } from './open.ts';

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
