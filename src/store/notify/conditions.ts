import type { Db, Tx } from '../tables.ts';

/**
 * What the operator is told of. `parked`: nothing of the channel is sent or registered until somebody mends it · `waiting`: customers wait
 * for a person although people were reminded · `gap`: something that was said is not where it should be · `chatwoot`, `whatsapp`: that side
 * does not work for long.
 */
export const SUBJECTS = ['parked', 'waiting', 'gap', 'chatwoot', 'whatsapp'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** What the operator was last told of one subject of a channel. No row: nothing, so that all is well as far as they know. */
export interface ConditionTable {
  channel_id: string;
  subject: Subject;
  /** 1: that it began; 0: that it is over. */
  told: number;
  told_at: number | null;
  /** Since when it is otherwise than they were told; null: it is not. */
  since: number | null;
}

/** What is known of one subject before it is looked at. */
export interface Told {
  told: boolean;
  since: number | null;
}

export async function toldOf(db: Db | Tx, channel: string, subject: Subject): Promise<Told> {
  const row = await db
    .selectFrom('conditions')
    .select(['told', 'since'])
    .where('channel_id', '=', channel)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return { told: row?.told === 1, since: row?.since ?? null };
}

/**
 * Writes what is known now in place of what was known before.
 *
 * @returns false where somebody else has told the operator otherwise meanwhile: then nothing was written
 */
export async function replaceTold(
  tx: Tx,
  { channel, subject }: { channel: string; subject: Subject },
  before: Told,
  after: Told & { toldAt?: number },
): Promise<boolean> {
  const { toldAt } = after;
  const values = { told: after.told ? 1 : 0, since: after.since, ...(toldAt === undefined ? {} : { told_at: toldAt }) };
  const { numUpdatedRows } = await tx
    .updateTable('conditions')
    .set(values)
    .where('channel_id', '=', channel)
    .where('subject', '=', subject)
    .where('told', '=', before.told ? 1 : 0)
    .executeTakeFirstOrThrow();
  if (Number(numUpdatedRows) > 0) return true;
  if (before.told) return false;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('conditions')
    .values({ channel_id: channel, subject, told_at: null, ...values })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}
