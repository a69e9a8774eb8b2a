import type { ConsoleAct } from './console-tables.ts';
import type { Db, Tx } from '../tables.ts';

export type NewAct = Pick<ConsoleAct, 'at' | 'name' | 'role' | 'act' | 'about' | 'detail' | 'outcome' | 'ended_at'>;

/** Notes that something is about to be done, before it is. Gives its number. */
export async function addAct(tx: Tx, act: NewAct): Promise<number> {
  const { id } = await tx.insertInto('console_acts').values(act).returning('id').executeTakeFirstOrThrow();
  return Number(id);
}

/** Notes what came of it. */
export async function endAct(
  tx: Tx,
  id: number,
  end: Pick<ConsoleAct, 'about' | 'detail' | 'outcome' | 'ended_at'>,
): Promise<void> {
  await tx.updateTable('console_acts').set(end).where('id', '=', id).execute();
}

/** The newest first, from before this number on. */
export async function actsBefore(db: Db, before: number | null, most: number): Promise<ConsoleAct[]> {
  return await db
    .selectFrom('console_acts')
    .selectAll()
    .$if(before !== null, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
}
