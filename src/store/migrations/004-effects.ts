import { sql, type Kysely } from 'kysely';

/**
 * What is known of a job's outside effect becomes one value (`src/effect.ts`) in place of four columns; when a wait was set, and since when
 * a job has been failing, are new.
 */
export async function effects(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `alter table jobs add column effect text not null default 'not begun'`,
    `alter table jobs add column due_set_at bigint not null default 0`,
    `alter table jobs add column failing_since bigint`,
    `update jobs set effect = 'done' where state = 'done'`,
    // A time of 0 stood for: an answer came that did not tell.
    `update jobs set effect = case when coalesce(tried_at, 0) > 0 then 'unclear ' || tried_at || ' 1' else 'unclear 0 1 answered' end
      where state <> 'done' and unclear = 1`,
    // Of a send its own row said when the call began; one that never began left nothing.
    `update jobs set effect = case
        when exists (select 1 from sends where sends.id = substr(jobs.key, 6) and sends.tried_at is not null and sends.state <> 'queued')
        then 'unclear ' || (select sends.tried_at from sends where sends.id = substr(jobs.key, 6)) || ' 1'
        else 'not begun' end
      where kind = 'send' and state <> 'done' and unclear = 1`,
    `alter table jobs drop column unclear`,
    `alter table jobs drop column unclear_before`,
    `alter table jobs drop column tried_at`,
    `alter table jobs drop column tried_before`,
    `alter table sends drop column tried_at`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
