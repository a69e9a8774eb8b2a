import { sql } from '../sql.ts';
import type { Contact, Db, Message } from '../tables.ts';

/** What an audit reads of a message: never its text. */
export type AuditedMessage = Pick<
  Message,
  | 'id'
  | 'contact_id'
  | 'author'
  | 'kind'
  | 'created_at'
  | 'exchange_id'
  | 'answered_at'
  | 'answer'
  | 'whatsapp_state'
  | 'chatwoot_state'
  | 'chatwoot_message_id'
  | 'error'
> &
  Pick<Contact, 'wa_id' | 'bsuid'> & {
    /** 1: words of a bot were written in the moment in which this message was taken, by the same write. */
    has_words: number;
  };

/** Rows of one piece: 10 to 25 ms on a ledger of a million messages that is not in memory. */
export const PIECE = 100;

export interface Stretch {
  channelId: string;
  /** Milliseconds since 1970; the end is not in it. */
  from: number;
  to: number;
}

/** Where a piece ended. */
export interface Mark {
  at: number;
  id: Message['id'];
}

const columns = sql`select m.id, m.contact_id, m.author, m.kind, m.created_at, m.exchange_id,
    m.answered_at, m.answer, m.whatsapp_state, m.chatwoot_state, m.chatwoot_message_id, m.error, c.wa_id, c.bsuid,
    case when m.author = 'customer' and exists (select 1 from messages w where w.contact_id = m.contact_id
      and w.created_at = m.answered_at and w.author = 'bot') then 1 else 0 end as has_words
  from messages m join contacts c on c.id = m.contact_id`;

/** The next messages of a channel in the order in which they came to us, behind `after`. */
export async function messagesOfStretch(
  db: Db,
  { channelId, from, to }: Stretch,
  after: Mark | null,
): Promise<AuditedMessage[]> {
  // The time alone is what the index is searched by: each piece begins where the last one ended.
  const behind = after === null ? sql`` : sql`and (m.created_at, m.id) > (${after.at}, ${after.id})`;
  const { rows } = await sql<AuditedMessage>`${columns}
    where m.channel_id = ${channelId} and m.created_at >= ${after?.at ?? from} and m.created_at < ${to} ${behind}
    order by m.created_at, m.id limit ${PIECE}`.execute(db);
  return rows;
}

/** The same messages as they are now; fewer where some are not kept any more. */
export async function messagesAnew(db: Db, ids: readonly Message['id'][]): Promise<AuditedMessage[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<AuditedMessage>`${columns} where m.id in (${sql.join(ids)})`.execute(db);
  return rows;
}
