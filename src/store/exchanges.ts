import { placeIdOfMessage } from './people/places.ts';
import type { Contact, Db, Message, Place, Tx } from './tables.ts';

/** One message of an exchange, with what its registering has come to. */
export type ExchangeMessage = Pick<
  Message,
  'exchange_id' | 'author' | 'chatwoot_state' | 'chatwoot_message_id' | 'error'
> &
  Pick<Place, 'conversation_id'>;

/** The messages of these exchanges, oldest first; nothing for an id that is not known. */
export async function messagesOfExchanges(db: Db, ids: readonly string[]): Promise<ExchangeMessage[]> {
  return await db
    .selectFrom('messages')
    .leftJoin('places', (join) => join.on('places.id', '=', placeIdOfMessage))
    .select([
      'messages.exchange_id',
      'messages.author',
      'messages.chatwoot_state',
      'messages.chatwoot_message_id',
      'messages.error',
      'places.conversation_id',
    ])
    .where('messages.exchange_id', 'in', ids)
    .orderBy('messages.id')
    .execute();
}

/**
 * The address and the name by which a person is known already, found by number or by the same line in another spelling.
 * Undefined for somebody new.
 */
export async function knownPerson(
  tx: Tx,
  channelId: string,
  names: string[],
): Promise<Pick<Contact, 'wa_id' | 'name'> | undefined> {
  const rows = await tx
    .selectFrom('identifiers')
    .innerJoin('contacts', 'contacts.id', 'identifiers.contact_id')
    .select(['identifiers.value', 'contacts.wa_id', 'contacts.name'])
    .where('identifiers.channel_id', '=', channelId)
    .where('identifiers.value', 'in', names)
    .execute();
  return names.map((name) => rows.find((row) => row.value === name)).find((row) => row !== undefined);
}

/** Whether anything waits to be registered in Chatwoot. */
export async function registeringWaits(db: Db, channelId: string): Promise<boolean> {
  const row = await db
    .selectFrom('jobs')
    .select('id')
    .where('channel_id', '=', channelId)
    .where('kind', '=', 'register')
    .where('state', '=', 'ready')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether finished work is left that is older than `before`: cheap to ask, unlike the deleting itself. */
export async function oldWorkLeft(db: Db, before: number): Promise<boolean> {
  const row = await db
    .selectFrom('jobs')
    .select('id')
    .where('finished_at', 'is not', null)
    .where('finished_at', '<', before)
    .where('state', '=', 'done')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
