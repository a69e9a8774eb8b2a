import { sql, type Kysely } from 'kysely';

/** Why a customer's message was answered or not, and a way to read a channel's messages by the day they came. */
export async function audit(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    'alter table messages add column answer text',
    'create index messages_of_day on messages (channel_id, created_at, id)',
  ]) {
    await sql.raw(statement).execute(db);
  }
}
