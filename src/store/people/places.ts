import { sql, type Insertable } from 'kysely';
import type { Contact, Db, Message, Place, PlaceTable, Tx } from '../tables.ts';

/** What of a place may change; a person it never changes by itself, only by joining two of them. */
export type PlaceChange = Partial<Omit<Place, 'id' | 'contact_id' | 'channel_id'>>;

/** Everybody has a current place from the beginning, empty until they are registered. */
export async function addPlace(
  tx: Tx,
  contact: Pick<Contact, 'id' | 'channel_id'>,
  given: Omit<Insertable<PlaceTable>, 'contact_id' | 'channel_id' | 'current'> & { current?: 0 | 1 },
): Promise<Place> {
  return await tx
    .insertInto('places')
    .values({ current: 1, ...given, contact_id: contact.id, channel_id: contact.channel_id })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Where what is said to and by this person now stands in Chatwoot. */
export async function currentPlace(db: Db | Tx, contactId: Contact['id']): Promise<Place> {
  return await db
    .selectFrom('places')
    .selectAll()
    .where('contact_id', '=', contactId)
    .where('current', '=', sql.lit(1))
    .executeTakeFirstOrThrow();
}

/** All of a person's, oldest first. */
export async function placesOf(db: Db | Tx, contactId: Contact['id']): Promise<Place[]> {
  return await db.selectFrom('places').selectAll().where('contact_id', '=', contactId).orderBy('id').execute();
}

export async function placeById(db: Db | Tx, id: Place['id']): Promise<Place> {
  return await db.selectFrom('places').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** For a row of `messages`: where it stands; of those that name no place it is the first of their person. */
export const placeIdOfMessage = sql<number>`coalesce(messages.place_id,
  (select min(first.id) from places as first where first.contact_id = messages.contact_id))`;

/** Where a message stands that is in Chatwoot. */
export async function placeOfMessage(db: Db | Tx, id: Message['id']): Promise<Place> {
  return await db
    .selectFrom('messages')
    .innerJoin('places', (join) => join.on('places.id', '=', placeIdOfMessage))
    .selectAll('places')
    .where('messages.id', '=', id)
    .executeTakeFirstOrThrow();
}

/** Every place with this key in an inbox, of whichever conversation. */
export async function placesBySource(db: Db | Tx, channelId: string, sourceId: string): Promise<Place[]> {
  return await db
    .selectFrom('places')
    .selectAll()
    .where('source_id', '=', sourceId)
    .where('channel_id', '=', channelId)
    .orderBy('id')
    .execute();
}

/** Writes it down, and gives the place as it is then. */
export async function changePlace(tx: Tx, place: Place, change: PlaceChange): Promise<Place> {
  if (Object.keys(change).length > 0) await tx.updateTable('places').set(change).where('id', '=', place.id).execute();
  return { ...place, ...change };
}

/** What is said to and by this person is registered here from now on. */
export async function makeCurrent(tx: Tx, place: Place): Promise<void> {
  await tx
    .updateTable('places')
    .set({ current: 0 })
    .where('contact_id', '=', place.contact_id)
    .where('current', '=', sql.lit(1))
    .execute();
  await tx.updateTable('places').set({ current: 1 }).where('id', '=', place.id).execute();
}

/** Chatwoot's number of our inbox, where a conversation in it has told it; null before. */
export async function knownInbox(db: Db | Tx, channelId: string): Promise<number | null> {
  const row = await db
    .selectFrom('places')
    .select('inbox_id')
    .where('channel_id', '=', channelId)
    .where('inbox_id', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.inbox_id ?? null;
}
