import { sql, type Kysely } from 'kysely';

/** The number of a job's claim, so that only the newest one writes; and which runs are services, not libraries in another program. */
export async function several(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    'alter table jobs add column claims integer not null default 0',
    'alter table runs add column serves integer not null default 1',
  ]) {
    await sql.raw(statement).execute(db);
  }
}
