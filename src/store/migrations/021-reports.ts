import { sql, type Kysely } from 'kysely';
import { dialectOf } from '../dialect.ts';

/** Hand-overs with how long people waited, what each quarter of an hour came to, and a way to what WhatsApp refused. */
export async function reports(db: Kysely<unknown>): Promise<void> {
  const { serialKey } = dialectOf(db);
  for (const statement of [
    `create table handoffs (
      id ${serialKey}, channel_id text not null, contact_id bigint not null, cause text not null, began_at bigint not null,
      answered_at bigint, ended_at bigint, ended_by text)`,
    `create index handoffs_began on handoffs (channel_id, began_at, id)`,
    `create index handoffs_open on handoffs (contact_id) where ended_at is null`,
    `create table report_slices (
      channel_id text not null, quarter bigint not null, received bigint not null, by_bot bigint not null, by_program bigint not null,
      by_people bigint not null, unasked bigint not null, open bigint not null, said_bot bigint not null, said_agent bigint not null,
      first text not null, counted_at bigint not null, primary key (channel_id, quarter))`,
    `create index report_slices_open on report_slices (counted_at) where open > 0`,
    `create index messages_failed on messages (channel_id, created_at, id) where whatsapp_state = 'failed'`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
