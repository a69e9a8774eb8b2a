import { sql, type Kysely } from 'kysely';
import { dialectOf } from '../dialect.ts';

/** What customers asked and no bot could answer. */
export async function questions(db: Kysely<unknown>): Promise<void> {
  const { serialKey } = dialectOf(db);
  for (const statement of [
    `create table questions (
      id ${serialKey}, channel_id text not null, contact_id bigint not null, words text not null, bot text, became text,
      chosen text, state text not null, asked_at bigint not null)`,
    `create index questions_asked on questions (asked_at, id)`,
    `create index questions_of_person on questions (contact_id, asked_at)`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
