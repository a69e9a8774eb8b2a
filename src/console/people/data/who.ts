import { whoIs, type Called, type Known } from '../../../store/people/forget/known.ts';
import type { Contact, Db } from '../../../store/tables.ts';
import { spellings } from '../../../whatsapp/numbers.ts';

/** Everything a person is called, so that they are found on every channel that knows them. */
export async function calledAs(db: Db, { id, phone }: Pick<Contact, 'id' | 'phone'>): Promise<Called> {
  const names = await db.selectFrom('identifiers').select('value').where('contact_id', '=', id).execute();
  const digits = phone === null ? [] : spellings(phone.slice(1));
  return { names: names.map(({ value }) => value), phones: digits.map((one) => `+${one}`) };
}

export const knownAs = async (db: Db, called: Called): Promise<Known[]> =>
  called.names.length === 0 && called.phones.length === 0 ? [] : await whoIs(db, called, { spell: spellings });

/** What is to be typed before a person is forgotten: the end of their number, else their name, else our number of them. */
export const markOf = ({ id, wa_id: waId, phone, name }: Pick<Contact, 'id' | 'wa_id' | 'phone' | 'name'>): string =>
  (phone ?? waId)?.slice(-4) ?? name ?? `#${id}`;
