import { dialectOf } from './dialect.ts';
import { sql } from './sql.ts';
import type { Contact, Job, Tx } from './tables.ts';

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

/** The person whose job it is now: two contacts may have turned out to be one since it was claimed. */
export async function lockContactOfJob(tx: Tx, job: Pick<Job, 'id' | 'contact_id'>): Promise<boolean> {
  if (!dialectOf(tx).locks) return false;
  await lockContact(tx, job.contact_id);
  return await lockUntilSame(tx, job.contact_id, sql`select contact_id as id from jobs where id = ${job.id}`);
}

/** The person whose message it is now. */
export async function lockContactOfMessage(tx: Tx, messageId: string): Promise<boolean> {
  if (!dialectOf(tx).locks) return false;
  return await lockUntilSame(tx, null, sql`select contact_id as id from messages where id = ${messageId}`);
}

/** Whoever waited for a lock looks again: it may be somebody else's by now. */
async function lockUntilSame(tx: Tx, first: Contact['id'] | null, owner: ReturnType<typeof sql>): Promise<true> {
  for (let locked = first; ;) {
    const id = ((await owner.execute(tx)).rows[0] as Pick<Contact, 'id'> | undefined)?.id;
    if (id === undefined || id === locked) return true;
    await lockContact(tx, id);
    locked = id;
  }
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
  for (const name of [...new Set(names)].sort())
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
  return true;
}
