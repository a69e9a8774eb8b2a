import { sql, type Kysely } from 'kysely';

/** Whom a person answers, the newest first: for the console's list of them. */
export async function consolePeople(db: Kysely<unknown>): Promise<void> {
  const statement = `create index contacts_with_people on contacts (channel_id, active_at, id) where answered_by = 'human'`;
  await sql.raw(statement).execute(db);
}
