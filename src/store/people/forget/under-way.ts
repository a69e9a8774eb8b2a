import { dialectOf } from '../../dialect.ts';
import { sql } from '../../sql.ts';
import type { Contact, Db, Job, Tx } from '../../tables.ts';

/** Work of a person that has not ended, by what it is; `held`: a call of it may run this moment. */
export interface UnderWay {
  /** To be read into the ledger. */
  unread: number;
  turn: number;
  send: number;
  register: number;
  /** Of whichever kind. */
  held: number;
}

type OpenJob = Pick<Job, 'id' | 'kind' | 'lease_until' | 'lease_token'>;

/**
 * Under the person's lock no other work is added, and none of these is claimed: on PostgreSQL their rows are locked too, which claims pass over.
 */
export async function openJobs(db: Db | Tx, contactIds: readonly Contact['id'][], lock = false): Promise<OpenJob[]> {
  const { rows } = await sql<OpenJob>`select id, kind, lease_until, lease_token from jobs
    where kind in ('turn', 'send', 'register', 'fetch', 'hear', 'look', 'tick') and state in ('ready', 'waiting')
      and contact_id in (${sql.join(contactIds)}) order by id ${lock && dialectOf(db).locks ? sql`for update` : sql``}`.execute(
    db,
  );
  return rows;
}

/** What would be lost with them; looks, ticks and files that nobody waits for end quietly. */
export function underWay(jobs: readonly OpenJob[], unread: number, now: number): UnderWay {
  const of = (kind: Job['kind']) => jobs.filter((job) => job.kind === kind).length;
  const held = jobs.filter((job) => job.lease_token !== null && job.lease_until > now).length;
  return { unread, turn: of('turn'), send: of('send'), register: of('register'), held };
}

/** @param endWaiting what waits is ended unsent and unregistered; never what runs */
export const mayForget = ({ unread, turn, send, register, held }: UnderWay, endWaiting: boolean): boolean =>
  unread === 0 && held === 0 && (endWaiting || turn + send + register === 0);
