import { sql, type Kysely } from 'kysely';
import { dialectOf } from '../dialect.ts';

/** Who may open the console, who has it open, what was done there; and when WhatsApp told how far a send is. */
export async function consoleTables(db: Kysely<unknown>): Promise<void> {
  const { serialKey } = dialectOf(db);
  for (const statement of [
    `create table console_users (name text primary key, role text not null, password text not null, set_at bigint not null)`,
    `create table console_sessions (
      id text primary key, name text not null, begun_at bigint not null, seen_at bigint not null, ends_at bigint not null)`,
    `create index console_sessions_of_name on console_sessions (name)`,
    `create table console_acts (
      id ${serialKey}, at bigint not null, name text not null, role text not null, act text not null, about text, detail text,
      outcome text, ended_at bigint)`,
    `create index console_acts_at on console_acts (at, id)`,
    `alter table sends add column sent_at bigint`,
    `alter table sends add column delivered_at bigint`,
    `alter table sends add column read_at bigint`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
