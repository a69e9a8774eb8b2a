import { sql } from '../sql.ts';
import type { Db } from '../tables.ts';

/** How many messages of a stretch of time WhatsApp did not deliver, or did not take. By an index of these alone. */
export async function failuresOf(
  db: Db,
  { channelId, from, to }: { channelId: string; from: number; to: number },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from messages
    where channel_id = ${channelId} and whatsapp_state = 'failed' and created_at >= ${from} and created_at < ${to}`.execute(
    db,
  );
  return Number(rows[0]?.count ?? 0);
}
