import { setValue, valueOf } from './meta.ts';
import type { Db, Tx } from './tables.ts';

/**
 * How a command has the running services read their settings again: through the ledger, which each of them has, wherever it runs. A number
 * of a process would be another program's after a while, and means nothing in another container or on another machine.
 */
const WISH = 'reload';

const answerKey = (id: string, run: string): string => `${WISH}/${id}/${run}`;

/** The newest wish; null where nobody ever had one. */
export const wishedReload = (db: Db): Promise<string | null> => valueOf(db, WISH);

export const wishReload = (tx: Tx, id: string): Promise<void> => setValue(tx, WISH, id);

export async function answerReload(tx: Tx, id: string, run: string, answer: string): Promise<void> {
  await setValue(tx, answerKey(id, run), answer);
}

/** What each service answered, by its run. */
export async function answersToReload(db: Db, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '>', answerKey(id, ''))
    .where('key', '<', `${WISH}/${id}0`)
    .execute();
  return rows.map(({ value }) => value);
}

/** Nobody asks for them any more. */
export async function forgetReload(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('meta').where('key', '>', answerKey(id, '')).where('key', '<', `${WISH}/${id}0`).execute();
}
