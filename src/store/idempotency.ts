import { goneKey } from './people/forget/rules.ts';
import type { Tx } from './tables.ts';

/** A key's second use: the answer that was given first, and whether the body is the one it was given for. */
export interface EarlierUse {
  answer: string;
  sameBody: boolean;
}

/**
 * Takes an idempotency key for this body and answer, in the transaction of the work it stands for.
 * Null: the key is new, do the work. Otherwise it was used before (also a moment ago, by a parallel copy): do nothing.
 */
export async function takeKey(
  tx: Tx,
  use: { channelId: string; key: string; bodyHash: string; answer: string; now: number },
): Promise<EarlierUse | null> {
  const gone = await tx
    .selectFrom('idempotency')
    .select('answer')
    .where('channel_id', '=', use.channelId)
    .where('key', '=', goneKey(use.key))
    .executeTakeFirst();
  // Of what was asked by it nothing is known any more.
  if (gone) return { answer: gone.answer, sameBody: true };
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('idempotency')
    .values({
      channel_id: use.channelId,
      key: use.key,
      body_hash: use.bodyHash,
      answer: use.answer,
      created_at: use.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (Number(numInsertedOrUpdatedRows ?? 0) > 0) return null;
  const earlier = await tx
    .selectFrom('idempotency')
    .select(['answer', 'body_hash'])
    .where('channel_id', '=', use.channelId)
    .where('key', '=', use.key)
    .executeTakeFirstOrThrow();
  return { answer: earlier.answer, sameBody: earlier.body_hash === use.bodyHash };
}
