import { sql } from '../sql.ts';
import type { Contact, Db } from '../tables.ts';

/** Where a walk over people is; from the beginning where it is null. */
export interface Step {
  id: number;
  at: number;
}

export interface Seen extends Step {
  conversation: number | null;
  lookedAt: number;
  token: string | null;
}

const seen = ['contacts.id', 'places.conversation_id', 'places.looked_at', 'places.pubsub_token'] as const;

/** People in human hands, the newest first, from there on. By an index that holds them alone. */
export async function peopleInHands(db: Db, channelId: string, after: Step | null, most: number): Promise<Seen[]> {
  const rows = await db
    .selectFrom('contacts')
    .innerJoin('places', 'places.contact_id', 'contacts.id')
    .select([...seen])
    .where('contacts.channel_id', '=', channelId)
    .where('answered_by', '=', sql.lit('human'))
    .where('places.current', '=', sql.lit(1))
    .$if(after !== null, (query) => query.where('contacts.id', '<', after?.id ?? 0))
    .orderBy('contacts.id', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => seenOf(row, 0));
}

/**
 * People to whom something has happened since then, the latest first, from there on; those in human hands are among them. By the index of
 * that time.
 */
export async function activePeople(
  db: Db,
  channelId: string,
  since: number,
  after: Step | null,
  most: number,
): Promise<Seen[]> {
  const rows = await db
    .selectFrom('contacts')
    .innerJoin('places', 'places.contact_id', 'contacts.id')
    .select([...seen, 'active_at'])
    .where('contacts.channel_id', '=', channelId)
    .where('active_at', '>', since)
    .where('places.current', '=', sql.lit(1))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(active_at, contacts.id) < (${after?.at ?? 0}, ${after?.id ?? 0})`),
    )
    .orderBy('active_at', 'desc')
    .orderBy('contacts.id', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => seenOf(row, row.active_at));
}

function seenOf(
  row: { id: Contact['id']; conversation_id: number | null; looked_at: number; pubsub_token: string | null },
  at: number,
): Seen {
  return { id: row.id, at, conversation: row.conversation_id, lookedAt: row.looked_at, token: row.pubsub_token };
}
