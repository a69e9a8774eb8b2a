import { sql, type Kysely } from 'kysely';
import { dialectOf } from '../dialect.ts';

/** What there was before there were several. */
const FIRST = 'main';

const own = `channel_id text not null default '${FIRST}'`;

const jobColumns =
  'id, kind, lane, contact_id, key, payload, state, due_at, attempts, lease_until, lease_token, effect, due_set_at, failing_since, last_error, fix, created_at, finished_at';

/**
 * The channel stands in every table and first in every key that the outside gives: two numbers may be given the same. Tables whose key was
 * part of their definition are made anew.
 */
export async function channels(db: Kysely<unknown>): Promise<void> {
  const { serialKey } = dialectOf(db);
  for (const statement of [
    `create table jobs_anew (
      id ${serialKey}, ${own}, kind text not null, lane text not null, contact_id bigint not null, key text not null,
      payload text not null, state text not null, due_at bigint not null, attempts integer not null default 0,
      lease_until bigint not null default 0, lease_token text, effect text not null default 'not begun', due_set_at bigint not null default 0,
      failing_since bigint, last_error text, fix text, created_at bigint not null, finished_at bigint)`,
    `insert into jobs_anew (${jobColumns}) select ${jobColumns} from jobs order by id`,
    `drop table jobs`,
    `alter table jobs_anew rename to jobs`,
    `create unique index jobs_key on jobs (channel_id, key)`,
    `create index jobs_due on jobs (channel_id, kind, due_at) where state = 'ready'`,
    `create index jobs_lane on jobs (lane, state, id) where state in ('ready', 'waiting')`,
    `create index jobs_problem on jobs (id) where state = 'problem'`,
    `create index jobs_finished on jobs (finished_at) where finished_at is not null`,
    `create index jobs_open on jobs (kind, created_at, channel_id) where state in ('ready', 'waiting')`,
    `create index jobs_failing on jobs (channel_id, kind, last_error) where state in ('ready', 'waiting') and last_error is not null`,
    `create index jobs_held on jobs (lease_token) where lease_token is not null`,

    `create table idempotency_anew (
      id ${serialKey}, ${own}, key text not null, body_hash text not null, answer text not null, created_at bigint not null)`,
    `insert into idempotency_anew (key, body_hash, answer, created_at) select key, body_hash, answer, created_at from idempotency order by created_at`,
    `drop table idempotency`,
    `alter table idempotency_anew rename to idempotency`,
    `create unique index idempotency_key on idempotency (channel_id, key)`,
    `create index idempotency_created on idempotency (created_at)`,

    `alter table sends add column ${own}`,
    `drop index sends_wamid`,
    `create unique index sends_wamid on sends (channel_id, wamid) where wamid is not null`,

    `alter table events add column ${own}`,
    `drop index events_unread`,
    `create index events_unread on events (channel_id, id) where outcome is null`,

    `alter table files add column ${own}`,

    // Who is listened to, swept and found by the key in an inbox: each channel by itself.
    `drop index contacts_human`,
    `create index contacts_human on contacts (channel_id, id) where answered_by = 'human'`,
    `drop index contacts_active`,
    `create index contacts_active on contacts (channel_id, last_inbound_at)`,
    `drop index places_source`,
    `create index places_source on places (channel_id, source_id) where source_id is not null`,
    `create index places_inbox on places (channel_id, id) where inbox_id is not null`,
    `drop index messages_chatwoot`,
    `create index messages_chatwoot on messages (channel_id, chatwoot_message_id) where chatwoot_message_id is not null`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
