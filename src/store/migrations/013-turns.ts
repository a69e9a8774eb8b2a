import { sql, type Kysely } from 'kysely';

/** Turns with what was done in them, and what each bot keeps of a person. */
export async function turns(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `create table turns (
      id text primary key, channel_id text not null, contact_id bigint not null, messages text not null, words text not null,
      tries integer not null, bot text, actions text, outcome text, begun_at bigint not null, ended_at bigint)`,
    `create index turns_of_person on turns (contact_id, ended_at)`,
    `create index turns_ended on turns (ended_at, id) where ended_at is not null`,
    `create table turn_steps (
      turn_id text not null, bot text not null, step integer not null, answer text not null, usage text, saved_at bigint not null,
      primary key (turn_id, bot, step))`,
    `create table tool_calls (
      turn_id text not null, bot text not null, step integer not null, position integer not null, name text not null,
      arguments text not null, key text not null, result text, begun_at bigint not null, ended_at bigint,
      primary key (turn_id, bot, step, position))`,
    `create table bot_states (
      contact_id bigint not null, bot text not null, value text not null, version integer not null, set_at bigint not null,
      primary key (contact_id, bot))`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
