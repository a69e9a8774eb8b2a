import { sql } from '../sql.ts';
import { placeIdOfMessage } from '../people/places.ts';
import type { Contact, Db, Message } from '../tables.ts';
import type { Mark, Stretch } from './messages.ts';

/** A message that stands in Chatwoot, as the ledger says. */
export interface Registered extends Message {
  chatwoot_message_id: number;
  place_id: number;
}

const PIECE = 200;

/** What stands in Chatwoot of one person's messages of a stretch, agents' own words included; in the order in which they came to us. */
export async function registeredOf(
  db: Db,
  contactId: Contact['id'],
  { from, to }: Stretch,
  after: Mark | null,
): Promise<{ rows: Registered[]; next: Mark | null }> {
  let query = db
    .selectFrom('messages')
    .selectAll()
    .select(placeIdOfMessage.as('place_id'))
    .where('contact_id', '=', contactId)
    .where('created_at', '>=', from)
    .where('created_at', '<', to)
    .orderBy('created_at')
    .orderBy('id')
    .limit(PIECE);
  if (after !== null) query = query.where(sql<boolean>`(created_at, id) > (${after.at}, ${after.id})`);
  const rows = await query.execute();
  const last = rows.at(-1);
  return {
    rows: rows.filter(
      (row): row is Registered => row.chatwoot_state === 'registered' && row.chatwoot_message_id !== null,
    ),
    next: last && rows.length === PIECE ? { at: last.created_at, id: last.id } : null,
  };
}

/** Which of these numbers of Chatwoot the ledger has, whosever they are. */
export async function knownThere(db: Db, channelId: string, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('messages')
    .select('chatwoot_message_id')
    .where('channel_id', '=', channelId)
    .where('chatwoot_message_id', 'in', ids)
    .execute();
  return new Set(rows.map((row) => Number(row.chatwoot_message_id)));
}
