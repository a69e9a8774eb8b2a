import { sql } from './sql.ts';
import type { Db } from './tables.ts';

/** Customers handed over whom nobody has answered: somebody is to be reminded of them, or the bot is to have them back. By indices. */
export async function peopleWaiting(db: Db, most: number): Promise<number> {
  const by = (column: ReturnType<typeof sql>) =>
    sql`select id from (select id from contacts where ${column} is not null limit ${most}) some`;
  const { rows } = await sql<{ count: number }>`select count(*) as count from (
      ${by(sql`answered_remind_at`)} union ${by(sql`answered_give_back_at`)}) waiting`.execute(db);
  return Number(rows[0]?.count ?? 0);
}
