import { sql, type Kysely } from 'kysely';
import { dialectOf } from '../dialect.ts';

/** What each column was called while it stood in `contacts`. */
const MOVED: Record<string, string> = {
  source_id: 'chatwoot_source_id',
  chatwoot_contact_id: 'chatwoot_contact_id',
  pubsub_token: 'chatwoot_pubsub_token',
  conversation_id: 'chatwoot_conversation_id',
  uuid: 'chatwoot_uuid',
  inbox_id: 'chatwoot_inbox_id',
  last_incoming_id: 'chatwoot_last_incoming_id',
  last_outgoing_id: 'chatwoot_last_outgoing_id',
  since_id: 'chatwoot_since_id',
  status: 'chatwoot_status',
  labels: 'chatwoot_labels',
  assignee_id: 'chatwoot_assignee_id',
  heard_at: 'chatwoot_heard_at',
  made_at: 'chatwoot_made_at',
  back_at: 'chatwoot_back_at',
  own_status: 'chatwoot_own_status',
  own_status_at: 'chatwoot_own_status_at',
  own_labelled_at: 'chatwoot_own_labelled_at',
  own_unlabelled_at: 'chatwoot_own_unlabelled_at',
  skip_list: 'chatwoot_skip_list',
  blocked: 'chatwoot_blocked',
  given_name: 'chatwoot_name',
  looked_at: 'looked_at',
};

/** A person's contact and conversation in Chatwoot get rows of their own, apart from the person. */
export async function places(db: Kysely<unknown>): Promise<void> {
  const { serialKey } = dialectOf(db);
  const run = async (statement: string) => void (await sql.raw(statement).execute(db));
  await run(`create table places (
    id ${serialKey}, contact_id bigint not null, channel_id text not null, current integer not null,
    source_id text, chatwoot_contact_id bigint, pubsub_token text, conversation_id bigint, uuid text, inbox_id bigint,
    last_incoming_id bigint not null default 0, last_outgoing_id bigint not null default 0, since_id bigint not null default 0,
    status text, labels text, assignee_id bigint, heard_at double precision not null default 0, made_at bigint not null default 0,
    back_at double precision not null default 0, own_status text, own_status_at bigint not null default 0,
    own_labelled_at bigint not null default 0, own_unlabelled_at bigint not null default 0, skip_list integer not null default 0,
    blocked text, given_name text, looked_at bigint not null default 0, expected_id bigint, since_at bigint not null default 0,
    created_at bigint not null)`);
  // One that was joined to another person has given its key away, and keeps no place.
  await run(`insert into places (contact_id, channel_id, current, ${Object.keys(MOVED).join(', ')}, created_at)
    select id, channel_id, 1, ${Object.values(MOVED).join(', ')}, created_at from contacts
    where chatwoot_source_id is not null or chatwoot_conversation_id is null order by id`);
  await run('create unique index places_current on places (contact_id) where current = 1');
  await run('create index places_contact on places (contact_id)');
  await run('create index places_source on places (source_id) where source_id is not null');
  await run('create index places_token on places (pubsub_token) where pubsub_token is not null');
  await run('drop index contacts_source');
  for (const column of Object.values(MOVED)) await run(`alter table contacts drop column ${column}`);
  await run(`create index contacts_human on contacts (id) where answered_by = 'human'`);
  await run('alter table messages add column place_id bigint');
}
