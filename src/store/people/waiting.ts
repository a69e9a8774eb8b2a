import type { Contact, Db } from '../tables.ts';

/** Who has been waiting for a person so long that something is to be done about it: at most so many, each by its index. */
export async function dueToWait(db: Db, now: number, limit: number): Promise<Contact['id'][]> {
  const by = async (column: 'answered_remind_at' | 'answered_give_back_at') =>
    await db.selectFrom('contacts').select('id').where(column, '<=', now).orderBy(column).limit(limit).execute();
  const rows = [...(await by('answered_give_back_at')), ...(await by('answered_remind_at'))];
  return [...new Set(rows.map(({ id }) => id))];
}
