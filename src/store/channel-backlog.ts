import type { Backlog } from './backlog.ts';
import { sql } from './sql.ts';
import type { Db, JobKind, PersonWork } from './tables.ts';

/** What waits in one channel. */
export type ChannelBacklog = Omit<Backlog, 'unreadable'>;

const kinds: Record<PersonWork, 0> = { turn: 0, send: 0, register: 0, fetch: 0, hear: 0, look: 0, tick: 0 };

/** What waits, by channel; nothing for those in which nothing does. For operators: it counts all there is. */
export async function backlogByChannel(db: Db, now: number): Promise<Map<string, ChannelBacklog>> {
  const found = new Map<string, ChannelBacklog>();
  const of = (channel: string): ChannelBacklog => {
    const known = found.get(channel) ?? { waiting: { ...kinds }, oldestMs: 0, problems: 0, unread: 0 };
    found.set(channel, known);
    return known;
  };
  // The states are written out, so that every database sees that the index `jobs_open` holds these rows.
  const { rows: open } = await sql<{ channel_id: string; kind: JobKind; count: number; oldest: number }>`
    select channel_id, kind, count(*) as count, min(created_at) as oldest from jobs
    where state in ('ready', 'waiting') group by channel_id, kind`.execute(db);
  for (const { channel_id, kind, count, oldest } of open) {
    if (!(kind in kinds)) continue;
    const channel = of(channel_id);
    channel.waiting[kind as PersonWork] = Number(count);
    channel.oldestMs = Math.max(channel.oldestMs, now - Number(oldest));
  }
  const { rows: problems } = await sql<{ channel_id: string; count: number }>`
    select channel_id, count(*) as count from jobs where state = 'problem' group by channel_id`.execute(db);
  for (const { channel_id, count } of problems) of(channel_id).problems = Number(count);
  const { rows: unread } = await sql<{ channel_id: string; count: number }>`
    select channel_id, count(*) as count from events where outcome is null group by channel_id`.execute(db);
  for (const { channel_id, count } of unread) of(channel_id).unread = Number(count);
  return found;
}

/** Where nothing waits. */
export const nothingWaits = (): ChannelBacklog => ({ waiting: { ...kinds }, oldestMs: 0, problems: 0, unread: 0 });
