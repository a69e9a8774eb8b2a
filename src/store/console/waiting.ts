import { nothingWaits, type ChannelBacklog } from '../channel-backlog.ts';
import { sql } from '../sql.ts';
import type { Db, PersonWork } from '../tables.ts';

/** Nothing is counted further: it is looked at each second, and 10,000 say as much as 300,000. */
const MOST = 10_000;

/** What waits, by channel, counted by indices alone and no further than to 10,000 of a kind; nothing for channels in which nothing does. */
export async function waitingByChannel(db: Db, now: number): Promise<Map<string, ChannelBacklog>> {
  const found = new Map<string, ChannelBacklog>();
  const of = (channel: string): ChannelBacklog => {
    const known = found.get(channel) ?? nothingWaits();
    found.set(channel, known);
    return known;
  };
  for (const kind of Object.keys(nothingWaits().waiting) as PersonWork[]) {
    // The states are written out, so that every database sees that the index `jobs_open` holds these rows.
    const { rows } = await sql<{ channel_id: string; count: number; oldest: number }>`
      select channel_id, count(*) as count, min(created_at) as oldest from (
        select channel_id, created_at from jobs where kind = ${kind} and state in ('ready', 'waiting')
        order by created_at limit ${MOST}) open_jobs group by channel_id`.execute(db);
    for (const { channel_id, count, oldest } of rows) {
      const channel = of(channel_id);
      channel.waiting[kind] = Number(count);
      channel.oldestMs = Math.max(channel.oldestMs, now - Number(oldest));
    }
  }
  const count = async (some: ReturnType<typeof sql>) =>
    (
      await sql<{ channel_id: string; count: number }>`select channel_id, count(*) as count
        from (${some} limit ${MOST}) counted group by channel_id`.execute(db)
    ).rows;
  for (const row of await count(sql`select channel_id from jobs where state = 'problem'`))
    of(row.channel_id).problems = Number(row.count);
  for (const row of await count(sql`select channel_id from events where outcome is null`))
    of(row.channel_id).unread = Number(row.count);
  return found;
}
