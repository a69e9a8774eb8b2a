import { join } from './join.ts';
import { lockOwners } from './owners.ts';
import { addPlace } from './places.ts';
import type { Contact, Db, Tx } from '../tables.ts';

/** What is known of a person when they write. */
export interface Person {
  channelId: string;
  waId: string | null;
  bsuid: string | null;
  name: string | null;
  /** Begins with `@`; stands in for a name as long as none is known. */
  username?: string | null;
  phone: string | null;
  /** The same line in any spelling (`matchKey`); null without a number. */
  lineKey: string | null;
  now: number;
}

/**
 * The one contact of a person: found by business-scoped id, then number, then the line in another spelling; made where there is none.
 * Two contacts that turn out to be one person are joined. Must run inside a write.
 */
export async function contactOf(tx: Tx, person: Person): Promise<Contact> {
  const names = identifiersOf(person);
  const known = await lockOwners(tx, person.channelId, names);
  const idFor = (value: string | undefined) => known.find((row) => row.value === value)?.contact_id;
  const byBsuid = person.bsuid ? idFor(`id:${person.bsuid}`) : undefined;
  const byLine = person.waId ? (idFor(`wa:${person.waId}`) ?? idFor(`key:${person.lineKey}`)) : undefined;
  const id = byBsuid ?? (byLine !== undefined && (await isSomebodyElse(tx, byLine, person)) ? undefined : byLine);
  if (id === undefined) {
    if (byLine !== undefined) await tx.updateTable('contacts').set({ wa_id: null }).where('id', '=', byLine).execute();
    return await addContact(tx, person, names);
  }
  if (byBsuid !== undefined && byLine !== undefined && byBsuid !== byLine) await join(tx, byBsuid, byLine);
  if (known.length < names.length || known.some((row) => row.contact_id !== id))
    await name(tx, person.channelId, names, id);
  return await refresh(tx, id, person);
}

/** A number whose owner has another business-scoped id than the one who writes from it was given to somebody new. */
async function isSomebodyElse(tx: Tx, id: number, { bsuid }: Person): Promise<boolean> {
  if (bsuid === null) return false;
  const owner = await tx.selectFrom('contacts').select('bsuid').where('id', '=', id).executeTakeFirstOrThrow();
  return owner.bsuid !== null && owner.bsuid !== bsuid;
}

function identifiersOf(person: Person): string[] {
  const names: string[] = [];
  if (person.bsuid) names.push(`id:${person.bsuid}`);
  if (person.waId) names.push(`wa:${person.waId}`, `key:${person.lineKey ?? person.waId}`);
  return names;
}

async function addContact(tx: Tx, person: Person, names: string[]): Promise<Contact> {
  const contact = await tx
    .insertInto('contacts')
    .values({
      channel_id: person.channelId,
      wa_id: person.waId,
      bsuid: person.bsuid,
      name: person.name ?? person.username ?? null,
      phone: person.phone,
      created_at: person.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await name(tx, person.channelId, names, contact.id);
  await addPlace(tx, contact, { created_at: person.now });
  return contact;
}

/** Gives the contact these names, also where another one had them (a recycled number). */
async function name(tx: Tx, channelId: string, names: string[], contactId: number): Promise<void> {
  await tx
    .insertInto('identifiers')
    .values(names.map((value) => ({ channel_id: channelId, value, contact_id: contactId })))
    .onConflict((conflict) => conflict.columns(['channel_id', 'value']).doUpdateSet({ contact_id: contactId }))
    .execute();
}

/** Keeps the reply address as last received, and fills in what was not known. */
async function refresh(tx: Tx, id: number, person: Person): Promise<Contact> {
  const contact = await tx.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const change: Partial<Contact> = {};
  if (person.waId && person.waId !== contact.wa_id) change.wa_id = person.waId;
  if (person.bsuid && person.bsuid !== contact.bsuid) change.bsuid = person.bsuid;
  if (person.phone && person.phone !== contact.phone) change.phone = person.phone;
  const name = person.name ?? (contact.name?.startsWith('@') === false ? null : person.username);
  if (name && name !== contact.name) change.name = name;
  if (Object.keys(change).length === 0) return contact;
  await tx.updateTable('contacts').set(change).where('id', '=', id).execute();
  return { ...contact, ...change };
}

/** Something was said by the person, or to them: agents may answer it. */
export async function markActive(tx: Tx, { id, active_at: before }: Contact, at: number): Promise<void> {
  if (at <= before) return;
  await tx.updateTable('contacts').set({ active_at: at }).where('id', '=', id).execute();
}

/** The contact known by one of these names (`wa:…`, `id:…`, `key:…`; the first that fits wins). */
export async function contactByName(db: Db, channelId: string, names: string[]): Promise<Contact | undefined> {
  if (names.length === 0) return undefined;
  const rows = await db
    .selectFrom('identifiers')
    .innerJoin('contacts', 'contacts.id', 'identifiers.contact_id')
    .selectAll('contacts')
    .select('identifiers.value')
    .where('identifiers.channel_id', '=', channelId)
    .where('identifiers.value', 'in', names)
    .execute();
  return names.map((name) => rows.find((row) => row.value === name)).find((row) => row !== undefined);
}

/** By our own number of them. */
export async function contactById(db: Db, id: Contact['id']): Promise<Contact | undefined> {
  return await db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Whether nothing is known any more of who they were. */
export async function isForgotten(db: Db, id: Contact['id']): Promise<boolean> {
  const row = await db.selectFrom('contacts').select('forgotten_at').where('id', '=', id).executeTakeFirst();
  return row !== undefined && row.forgotten_at !== null;
}
