import { sql, type Kysely } from 'kysely';
import { dialectOf } from '../dialect.ts';

/** Of this step for ever, whatever the size of a piece may be one day. */
const BYTES = 256 * 1024;

/**
 * Large things in pieces. The bytes of files are rows of 256 kB each: as one value, 100 MB were in memory as a whole whenever they were
 * read or written, and everything else stood still meanwhile. And an event notes how many of its parts have been read, and which
 * failed.
 */
export async function pieces(db: Kysely<unknown>): Promise<void> {
  const { binary } = dialectOf(db);
  for (const statement of [
    `create table pieces (file_id bigint not null, number integer not null, bytes ${binary} not null, primary key (file_id, number))`,
    `alter table files add column kept bigint not null default 0`,
    `alter table files add column leaving integer not null default 0`,
    `alter table events add column parts_read integer not null default 0`,
    `alter table events add column parts_failed text`,
    `update files set kept = length(bytes) where bytes is not null`,
  ]) {
    await sql.raw(statement).execute(db);
  }
  for (let number = 0; ; number++) {
    const from = number * BYTES;
    const { numAffectedRows = 0n } = await sql
      .raw(
        `insert into pieces (file_id, number, bytes)
          select id, ${number}, substr(bytes, ${from + 1}, ${BYTES}) from files where kept > ${from}`,
      )
      .execute(db);
    if (numAffectedRows === 0n) break;
  }
  for (const statement of [
    `alter table files drop column bytes`,
    `create index files_kept on files (id, kept) where kept > 0`,
    `create index files_leaving on files (id) where leaving = 1`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
