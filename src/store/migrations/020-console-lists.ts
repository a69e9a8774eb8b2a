import { sql, type Kysely } from 'kysely';

/** What the console looks for: a number by its end, a conversation by Chatwoot's number, people of whom something was given up. */
export async function consoleLists(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `create index contacts_by_end on contacts ((substr(wa_id, length(wa_id) - 3)))`,
    `create index places_conversation on places (channel_id, conversation_id) where conversation_id is not null`,
    `create index jobs_problem_of on jobs (contact_id) where state = 'problem'`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
