import { sql, type Kysely } from 'kysely';

/** Which runs live, and which of them has which duty. */
export async function duties(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `create table runs (
      token text primary key,
      beat bigint not null
    )`,
    `create table duties (
      name text primary key,
      holder text
    )`,
  ])
    await sql.raw(statement).execute(db);
}
