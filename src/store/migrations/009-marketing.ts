import { sql, type Kysely } from 'kysely';

/** Whether a person wants marketing messages of this business, as they told WhatsApp. */
export async function marketing(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    'alter table contacts add column marketing text',
    'alter table contacts add column marketing_at bigint',
  ]) {
    await sql.raw(statement).execute(db);
  }
}
