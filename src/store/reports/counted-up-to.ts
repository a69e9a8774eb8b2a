import type { Db, Tx } from '../tables.ts';

const keyOf = (channelId: string): string => `reports:${channelId}`;

/** Up to which quarter a channel's messages are counted and kept; null: none is yet. */
export async function upTo(db: Db, channelId: string): Promise<number | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', keyOf(channelId)).executeTakeFirst();
  return row ? Number(row.value) : null;
}

export async function setUpTo(tx: Tx, channelId: string, quarter: number): Promise<void> {
  const value = String(quarter);
  await tx
    .insertInto('meta')
    .values({ key: keyOf(channelId), value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
