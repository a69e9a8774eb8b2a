import { sql } from '../sql.ts';
import type { Db, Event } from '../tables.ts';
import type { Stretch } from './messages.ts';

export type AuditedEvent = Pick<Event, 'id' | 'channel_id' | 'received_at' | 'outcome'>;

/** More of them than this say nothing new. */
const MOST = 1_000;

/**
 * What came and could not be read into the ledger, or has not been yet; also what nobody could tell whose it is. Looked for by indices that
 * hold such events alone, and its time afterwards: by their time all that came would be looked through.
 */
export async function unreadEvents(db: Db, { channelId, from, to }: Stretch): Promise<AuditedEvent[]> {
  const columns = sql`select id, channel_id, received_at, outcome from events`;
  const found: AuditedEvent[] = [];
  for (const channel of [channelId, '']) {
    const unread = await sql<AuditedEvent>`${columns}
      where outcome is null and channel_id = ${channel} order by id desc limit ${MOST}`.execute(db);
    found.push(...unread.rows);
  }
  const unreadable = await sql<AuditedEvent>`${columns}
    where outcome <> 'read' and outcome like 'failed:%' order by id desc limit ${MOST}`.execute(db);
  found.push(...unreadable.rows.filter((event) => event.channel_id === channelId || event.channel_id === ''));
  return found.filter(({ received_at: at }) => at >= from && at < to).sort((a, b) => a.id - b.id);
}
