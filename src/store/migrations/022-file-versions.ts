import { sql, type Kysely } from 'kysely';
import { dialectOf } from '../dialect.ts';

/** What the files that bots are made of said before, with who wrote it and when. */
export async function versions(db: Kysely<unknown>): Promise<void> {
  const { serialKey } = dialectOf(db);
  for (const statement of [
    `create table file_versions (
      id ${serialKey}, path text not null, digest text not null, content text not null, author text, saved_at bigint not null)`,
    `create index file_versions_path on file_versions (path, id)`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
