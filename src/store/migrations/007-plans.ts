import { sql, type Kysely } from 'kysely';

/** Indices for what is asked often and was answered by reading a whole table, or all that one person ever wrote. */
export async function plans(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    // What is old enough to go.
    `create index messages_created on messages (created_at, id)`,
    `create index idempotency_created on idempotency (created_at)`,
    // What waits, and why; who holds it.
    `create index jobs_open on jobs (kind, created_at) where state in ('ready', 'waiting')`,
    `create index jobs_failing on jobs (kind, last_error) where state in ('ready', 'waiting') and last_error is not null`,
    `create index jobs_held on jobs (lease_token) where lease_token is not null`,
    `create index events_unreadable on events (id) where outcome <> 'read'`,
    // Of one person: what waits for an answer, in its order; what stands in Chatwoot by its number there, and what is shown as failed.
    `drop index messages_unanswered`,
    `create index messages_unanswered on messages (contact_id, created_at, id) where author = 'customer' and answered_at is null`,
    `create index messages_in_chatwoot on messages (contact_id, chatwoot_message_id) where chatwoot_message_id is not null`,
    `create index messages_shown_failed on messages (contact_id, chatwoot_message_id) where ticked = 'failed'`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
