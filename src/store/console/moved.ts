import { sql } from '../sql.ts';
import type { Db } from '../tables.ts';

/** Something of a person that is new: a message, or work that has ended. */
export interface Moved {
  /** Of the row, so that what was seen is not told again. */
  key: string;
  contact: number;
}

/** What is new since then, oldest first, up to so many of each kind: by indices that hold it in the order of its time. */
export async function movedSince(db: Db, since: number, most: number): Promise<Moved[]> {
  const messages = await sql<{ id: string; contact_id: number }>`select id, contact_id from messages
    where created_at >= ${since} order by created_at, id limit ${most}`.execute(db);
  const jobs = await sql<{ id: number; contact_id: number }>`select id, contact_id from jobs
    where finished_at is not null and finished_at >= ${since} order by finished_at limit ${most}`.execute(db);
  return [
    ...messages.rows.map(({ id, contact_id }) => ({ key: id, contact: Number(contact_id) })),
    ...jobs.rows.map(({ id, contact_id }) => ({ key: `job:${id}`, contact: Number(contact_id) })),
  ];
}

/** No further is counted. */
const MOST = 10_000;

/**
 * What else may have changed, in one short text that is another one then: events kept, whether some are not read yet, problems, acts in the
 * console.
 */
export async function ledgerMark(db: Db): Promise<string> {
  const { rows } = await sql<Record<string, number | null>>`select
    (select max(id) from events) as event,
    (select count(*) from (select id from events where outcome is null limit ${MOST}) unread) as unread,
    (select count(*) from (select id from jobs where state = 'problem' limit ${MOST}) problems) as problems,
    (select max(id) from console_acts where outcome is not null) as act`.execute(db);
  return Object.values(rows[0] ?? {}).join(' ');
}
