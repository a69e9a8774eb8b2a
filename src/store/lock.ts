import { dialectOf } from './dialect.ts';
import { sql } from './sql.ts';
import type { Contact, Tx } from './tables.ts';

/*
 * Everything of a person (their row, places, messages, sends, jobs) is changed under the lock of their row, held until the write ends: so
 * what a write reads of them stays true while it decides, and the order of ids is the order of commits. A lock is taken before the first
 * reading that decides something; what was read before it is read again. On SQLite a write is alone anyhow: nothing is asked, and false is
 * given, which says that nothing need be read again.
 */

/** What each write holds already: much of a person's is changed in one write. */
const held = new WeakMap<Tx, Set<Contact['id']>>();

/** After a `rollback to savepoint`: what was locked behind it is not any more. */
export function forgetLocks(tx: Tx): void {
  held.delete(tx);
}

export async function lockContact(tx: Tx, id: Contact['id']): Promise<boolean> {
  return await lockContacts(tx, [id]);
}

/** Several people, always in the same order: two writes must not each wait for the other. */
export async function lockContacts(tx: Tx, ids: Iterable<Contact['id']>): Promise<boolean> {
  if (!dialectOf(tx).locks) return false;
  const mine = held.get(tx) ?? new Set();
  const some = [...new Set(ids)].filter((id) => !mine.has(id));
  if (some.length === 0) return true;
  await sql`select id from contacts where id in (${sql.join(some)}) order by id for update`.execute(tx);
  some.forEach((id) => mine.add(id));
  held.set(tx, mine);
  return true;
}

/** Whether this write may decide by what it reads of a person: it holds their lock, or is alone anyhow. */
export const isLocked = (tx: Tx, id: Contact['id']): boolean => !dialectOf(tx).locks || held.get(tx)?.has(id) === true;

/** The person whose message it was when this began. True: whoever waited for the lock looks again, also whose it is (`lockedMessage`). */
export async function lockContactNear(tx: Tx, messageId: string): Promise<boolean> {
  if (!dialectOf(tx).locks) return false;
  const { rows } = await sql<Pick<Contact, 'id'>>`select id from contacts
    where id = (select contact_id from messages where id = ${messageId}) for update`.execute(tx);
  for (const { id } of rows) held.set(tx, (held.get(tx) ?? new Set()).add(id));
  return true;
}

/** Whether nobody shows by this name that they are there (`news.present`). On SQLite it cannot be told so: true. */
export async function isNameFree(tx: Tx, name: string): Promise<boolean> {
  if (!dialectOf(tx).locks) return true;
  const { rows } = await sql<{
    free: boolean;
  }>`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as free`.execute(tx);
  return rows[0]?.free === true;
}

/** Everybody to whom one of these messages belongs. */
export async function lockContactsOfMessages(tx: Tx, ids: readonly string[]): Promise<boolean> {
  if (!dialectOf(tx).locks) return false;
  if (ids.length > 0)
    await sql`select id from contacts where id in (select contact_id from messages where id in (${sql.join(ids)}))
      order by id for update`.execute(tx);
  return true;
}

/** What has no row yet, or none of its own: a name that somebody may be given, the room for files. Held until the write ends. */
export async function lockNames(tx: Tx, names: readonly string[]): Promise<boolean> {
  if (!dialectOf(tx).locks) return false;
  // In one order, for the same reason as above. 64 bits of a name are enough: two that fall together only wait for each other.
  const each = sql.join([...new Set(names)].sort());
  await sql`select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(array[${each}]) name`.execute(tx);
  return true;
}
