import { sql, type Kysely } from 'kysely';

/** When agents are reminded of somebody whom nobody answers, and when the bot answers them again. */
export async function waiting(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    'alter table contacts add column answered_remind_at bigint',
    'alter table contacts add column answered_give_back_at bigint',
    'alter table contacts add column answered_reminded integer not null default 0',
    'create index contacts_remind on contacts (answered_remind_at) where answered_remind_at is not null',
    'create index contacts_give_back on contacts (answered_give_back_at) where answered_give_back_at is not null',
  ]) {
    await sql.raw(statement).execute(db);
  }
}
