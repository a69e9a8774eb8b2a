import type { Contact, Db } from '../../tables.ts';
import { placesOf } from '../places.ts';

/** How a person may be called: by WhatsApp's number in each of its spellings, or by a business-scoped id. */
export interface Called {
  /** As in `identifiers`: `wa:…`, `key:…`, `id:…`. */
  names: readonly string[];
  /** E.164, each spelling. */
  phones: readonly string[];
}

/** Everything by which a person is known on one channel. */
export interface Known {
  channelId: string;
  /** Their contact; more where two turned out to be one by an earlier release. */
  contactIds: readonly Contact['id'][];
  /** What tells in a raw body that it is about them: numbers, ids, keys in an inbox. */
  marks: readonly string[];
  /** Where they stand in Chatwoot. */
  there: readonly { contactId: number | null; conversationId: number | null }[];
}

/** The person on each channel that knows them, or on this one alone. */
export async function whoIs(
  db: Db,
  called: Called,
  { channel, spell }: { channel?: string; spell: (digits: string) => readonly string[] },
): Promise<Known[]> {
  const named = await db
    .selectFrom('identifiers')
    .select(['channel_id', 'contact_id'])
    .distinct()
    .where('value', 'in', called.names)
    .$if(channel !== undefined, (query) => query.where('channel_id', '=', channel!))
    .execute();
  const byPhone =
    called.phones.length === 0
      ? []
      : await db
          .selectFrom('contacts')
          .select(['channel_id', 'id as contact_id'])
          .where('phone', 'in', called.phones)
          // Another's id: the number was given to somebody else since.
          .where('bsuid', 'is', null)
          .$if(channel !== undefined, (query) => query.where('channel_id', '=', channel!))
          .execute();
  const channels = Map.groupBy([...named, ...byPhone], ({ channel_id: id }) => id);
  return await Promise.all(
    [...channels].map(async ([channelId, rows]) => {
      const contactIds = [...new Set(rows.map(({ contact_id: id }) => id))].sort((a, b) => a - b);
      return { channelId, contactIds, ...(await factsOf(db, contactIds, spell)) };
    }),
  );
}

async function factsOf(
  db: Db,
  contactIds: readonly Contact['id'][],
  spell: (digits: string) => readonly string[],
): Promise<Pick<Known, 'marks' | 'there'>> {
  const names = await db.selectFrom('identifiers').select('value').where('contact_id', 'in', contactIds).execute();
  const contacts = await db.selectFrom('contacts').selectAll().where('id', 'in', contactIds).execute();
  const places = (await Promise.all(contactIds.map((id) => placesOf(db, id)))).flat();
  const ids = [...names.map(({ value }) => value.replace(/^\w+:/, '')), ...contacts.map(({ bsuid }) => bsuid ?? '')];
  const numbers = [...ids, ...contacts.flatMap(({ wa_id: waId, phone }) => [waId ?? '', (phone ?? '').slice(1)])];
  const digits = numbers.filter((one) => /^\d+$/.test(one)).flatMap((one) => spell(one));
  const sources = places.map(({ source_id: source }) => source ?? '');
  return {
    marks: marksOf([...ids, ...digits, ...sources]),
    there: places
      .filter((place) => place.conversation_id !== null || place.chatwoot_contact_id !== null)
      .map((place) => ({ contactId: place.chatwoot_contact_id, conversationId: place.conversation_id })),
  };
}

/** Each once. Of digits any spelling holds them, so that none may be so short that it stands in everything; an id is a text of its own. */
export const marksOf = (all: readonly string[]): string[] =>
  [...new Set(all)].flatMap((one) => (/^\d*$/.test(one) ? (one.length >= 7 ? [one] : []) : [JSON.stringify(one)]));
