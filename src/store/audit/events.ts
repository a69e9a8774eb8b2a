import { sql } from '../sql.ts';
import type { Db, Event } from '../tables.ts';
import type { Stretch } from './messages.ts';

export type AuditedEvent = Pick<Event, 'id' | 'channel_id' | 'received_at' | 'outcome'>;

/** More of them than this say nothing new. */
const MOST = 1_000;

/** What came and could not be read into the ledger, or has not been yet; also what nobody could tell whose it is. */
export async function unreadEvents(db: Db, { channelId, from, to }: Stretch): Promise<AuditedEvent[]> {
  const columns = sql`select id, channel_id, received_at, outcome from events`;
  const unread = await sql<AuditedEvent>`${columns}
    where channel_id in (${channelId}, '') and outcome is null and received_at >= ${from} and received_at < ${to}
    order by id limit ${MOST}`.execute(db);
  const unreadable = await sql<AuditedEvent>`${columns}
    where outcome <> 'read' and outcome like 'failed:%' and channel_id in (${channelId}, '')
      and received_at >= ${from} and received_at < ${to}
    order by id limit ${MOST}`.execute(db);
  return [...unread.rows, ...unreadable.rows];
}
