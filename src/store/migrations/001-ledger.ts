import { sql, type Kysely } from 'kysely';
import { dialectOf } from '../dialect.ts';

/** The first ledger: contacts, events, messages, sends, jobs. */
export async function ledger(db: Kysely<unknown>): Promise<void> {
  const id = dialectOf(db).serialKey;
  for (const statement of [
    `create table contacts (
      id ${id}, channel_id text not null, wa_id text, bsuid text, name text, phone text,
      answered_by text not null default 'bot', answered_since bigint, answered_reason text, answered_until bigint, last_inbound_at bigint,
      chatwoot_source_id text, chatwoot_contact_id bigint, chatwoot_pubsub_token text, chatwoot_conversation_id bigint,
      chatwoot_last_incoming_id bigint not null default 0, chatwoot_last_outgoing_id bigint not null default 0,
      chatwoot_skip_list integer not null default 0, chatwoot_blocked text, created_at bigint not null)`,
    `create index contacts_source on contacts (chatwoot_source_id) where chatwoot_source_id is not null`,
    `create table identifiers (channel_id text not null, value text not null, contact_id bigint not null, primary key (channel_id, value))`,
    `create index identifiers_contact on identifiers (contact_id)`,
    `create table events (id ${id}, source text not null, raw text not null, received_at bigint not null, outcome text)`,
    `create index events_unread on events (id) where outcome is null`,
    `create index events_received on events (received_at)`,
    `create table messages (
      id text primary key, contact_id bigint not null, channel_id text not null, author text not null, kind text not null, text text not null,
      payload text not null, wamid text, reply_to text, said_at bigint not null, created_at bigint not null, exchange_id text not null,
      answered_at bigint, whatsapp_state text, chatwoot_state text not null, chatwoot_message_id bigint, error text)`,
    `create unique index messages_wamid on messages (channel_id, wamid) where wamid is not null`,
    `create index messages_contact on messages (contact_id, created_at)`,
    `create index messages_unanswered on messages (contact_id) where author = 'customer' and answered_at is null`,
    `create index messages_exchange on messages (exchange_id)`,
    `create table sends (
      id text primary key, message_id text not null, part integer not null, payload text not null, wamid text, state text not null,
      tried_at bigint, error text, error_code integer)`,
    `create index sends_message on sends (message_id)`,
    `create unique index sends_wamid on sends (wamid) where wamid is not null`,
    `create table jobs (
      id ${id}, kind text not null, lane text not null, contact_id bigint not null, key text not null unique, payload text not null,
      state text not null, due_at bigint not null, attempts integer not null default 0, lease_until bigint not null default 0, lease_token text,
      unclear integer not null default 0, unclear_before integer not null default 0, tried_at bigint, tried_before bigint, last_error text, fix text,
      created_at bigint not null, finished_at bigint)`,
    `create index jobs_due on jobs (kind, due_at) where state = 'ready'`,
    `create index jobs_lane on jobs (lane, state, id) where state in ('ready', 'waiting')`,
    `create index jobs_problem on jobs (id) where state = 'problem'`,
    `create index jobs_finished on jobs (finished_at) where finished_at is not null`,
    `create table idempotency (key text primary key, body_hash text not null, answer text not null, created_at bigint not null)`,
    `create table meta (key text primary key, value text not null)`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
