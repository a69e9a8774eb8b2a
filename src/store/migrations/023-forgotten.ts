import { sql, type Kysely } from 'kysely';

/** When everything that tells who a person was has been taken out of their rows. */
export async function forgotten(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table contacts add column forgotten_at bigint').execute(db);
}
