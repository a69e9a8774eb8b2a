import { sql } from '../sql.ts';
import type { Db } from '../tables.ts';

/** So many of the newest events are looked through. */
const MOST = 1_000;

/** When the newest event of each side came, by channel and source; nothing of what lies further back than the newest thousand. */
export async function newestEvents(db: Db): Promise<{ channel: string; source: string; at: number }[]> {
  const { rows } = await sql<{ channel_id: string; source: string; at: number }>`
    select channel_id, source, max(received_at) as at from (
      select channel_id, source, received_at from events where id > 0 order by id desc limit ${MOST}) newest
    group by channel_id, source`.execute(db);
  return rows.map(({ channel_id, source, at }) => ({ channel: channel_id, source, at: Number(at) }));
}

/** When something was last said with anybody of the channel; null: never. */
export async function lastActive(db: Db, channel: string): Promise<number | null> {
  const { rows } = await sql<{ at: number }>`select active_at as at from contacts
    where channel_id = ${channel} and active_at > 0 order by active_at desc limit 1`.execute(db);
  return rows[0] ? Number(rows[0].at) : null;
}
