import { sql, type Kysely } from 'kysely';

/** What each connection to a PostgreSQL server last wrote: whoever loses one during a commit reads there whether it was kept. */
export async function commits(db: Kysely<unknown>): Promise<void> {
  await sql.raw('create table commits (id text primary key, mark text not null, at bigint not null)').execute(db);
}
