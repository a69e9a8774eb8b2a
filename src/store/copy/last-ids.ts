import { dialectOf } from '../dialect.ts';
import { sql } from '../sql.ts';
import type { Db, Tx } from '../tables.ts';

/** The last id that was ever given out in a table: none is given out twice, also where its row is gone. */
export async function lastId(db: Db | Tx, table: string): Promise<number> {
  const ask =
    dialectOf(db).name === 'postgres'
      ? sql<{
          id: number | null;
        }>`select pg_sequence_last_value(pg_get_serial_sequence(${table}, 'id')::regclass) as id`
      : sql<{ id: number | null }>`select seq as id from sqlite_sequence where name = ${table}`;
  return Number((await ask.execute(db)).rows[0]?.id ?? 0);
}

export async function setLastId(tx: Tx, table: string, id: number): Promise<void> {
  if (id === 0) return;
  if (dialectOf(tx).name === 'postgres') {
    await sql`select setval(pg_get_serial_sequence(${table}, 'id')::regclass, ${id})`.execute(tx);
    return;
  }
  await sql`delete from sqlite_sequence where name = ${table}`.execute(tx);
  await sql`insert into sqlite_sequence (name, seq) values (${table}, ${id})`.execute(tx);
}
