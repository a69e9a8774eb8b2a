import { sql, type Kysely } from 'kysely';

/** What the operator was last told of each channel; and, to be found by an index, whoever waits although people were reminded of them. */
export async function notify(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `create table conditions (
      channel_id text not null, subject text not null, told integer not null, told_at bigint, since bigint,
      primary key (channel_id, subject))`,
    `create index contacts_reminded on contacts (channel_id, answered_since) where answered_reminded = 1`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
