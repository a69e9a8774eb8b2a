import { QUARTER } from './count.ts';
import { sql } from '../sql.ts';
import type { Db } from '../tables.ts';

/** How many messages of each quarter of an hour WhatsApp did not deliver, or did not take. By an index of these alone. */
export async function failuresOf(
  db: Db,
  { channelId, from, to }: { channelId: string; from: number; to: number },
): Promise<{ quarter: number; count: number }[]> {
  const { rows } = await sql<{ quarter: number; count: number }>`select quarter, count(*) as count from (
      select created_at / ${sql.lit(QUARTER)} as quarter from messages
      where channel_id = ${channelId} and whatsapp_state = 'failed' and created_at >= ${from} and created_at < ${to}) failed
    group by quarter`.execute(db);
  return rows.map(({ quarter, count }) => ({ quarter: Number(quarter), count: Number(count) }));
}
