import { sql, type Kysely } from 'kysely';
import { dialectOf } from '../dialect.ts';

/** Agents: what is heard of them, and files both ways. */
export async function people(db: Kysely<unknown>): Promise<void> {
  const { serialKey, binary } = dialectOf(db);
  for (const column of [
    'chatwoot_since_id bigint not null default 0',
    'chatwoot_name text',
    'chatwoot_inbox_id bigint',
    'chatwoot_uuid text',
    'chatwoot_status text',
    'chatwoot_assignee_id bigint',
    'chatwoot_labels text',
    'chatwoot_made_at bigint not null default 0',
    'chatwoot_heard_at double precision not null default 0',
    'chatwoot_own_status text',
    'chatwoot_own_status_at bigint not null default 0',
    'chatwoot_own_labelled_at bigint not null default 0',
    'chatwoot_own_unlabelled_at bigint not null default 0',
    'chatwoot_back_at double precision not null default 0',
    'looked_at bigint not null default 0',
  ]) {
    await sql.raw(`alter table contacts add column ${column}`).execute(db);
  }
  for (const statement of [
    `alter table messages add column ticked text`,
    `create index contacts_active on contacts (last_inbound_at)`,
    `create index messages_chatwoot on messages (chatwoot_message_id) where chatwoot_message_id is not null`,
    `create table files (
      id ${serialKey}, message_id text not null, position integer not null, state text not null, source text not null,
      mime text, name text, size bigint, bytes ${binary}, media_id text, error text, unique (message_id, position))`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
