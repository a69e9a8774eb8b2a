import { sql, type Kysely } from 'kysely';

/**
 * When something was last said by a person or to them. Until now whoever had never written to the number themselves, as people of another
 * program's exchanges, was listened to only while in human hands.
 */
export async function active(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `alter table contacts add column active_at bigint not null default 0`,
    `update contacts set active_at = coalesce(
      last_inbound_at, (select max(said_at) from messages where messages.contact_id = contacts.id), 0)`,
    `drop index contacts_active`,
    `create index contacts_active on contacts (channel_id, active_at)`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
