import { channelBeside } from '../channel-beside.ts';
import type { Contact, Db } from '../tables.ts';

/** Who has been waiting for a person so long that something is to be done about it: at most so many, each by its index. Of these channels alone: who waits in one that is gone must not stand before the others. */
export async function dueToWait(
  db: Db,
  channels: readonly string[],
  now: number,
  limit: number,
): Promise<Pick<Contact, 'id' | 'channel_id'>[]> {
  if (channels.length === 0) return [];
  const by = async (column: 'answered_remind_at' | 'answered_give_back_at') =>
    await db
      .selectFrom('contacts')
      .select(['id', 'channel_id'])
      .where(column, '<=', now)
      .where(channelBeside, 'in', channels)
      .orderBy(column)
      .limit(limit)
      .execute();
  const rows = [...(await by('answered_give_back_at')), ...(await by('answered_remind_at'))];
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}
