import { oneHead, promote } from '../store/lanes.ts';
import { sql } from '../store/sql.ts';
import type { Contact, Db, Job, JobKind, Tx } from '../store/tables.ts';

/** A lease that was lost: another process has the job now, so nothing of this try may be written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

export interface NewJob {
  kind: JobKind;
  contactId: Contact['id'];
  /** Unique for ever: adding the same work twice adds it once. */
  key: string;
  payload: Record<string, unknown>;
  dueAt: number;
  /** In no order with the person's other work of this kind: a lane of its own. */
  alone?: true;
}

const laneOf = (kind: JobKind, contactId: number) => `${kind}:${contactId}`;

/**
 * Adds work at the end of its lane. Only the head of a lane is `ready`; the rest is `waiting`, so that a claim never looks at a
 * long lane behind a head that backs off (100,000 waiting jobs cost a claim nothing).
 * On a database with several writers the contact's row must be locked first, so that id order is commit order.
 */
export async function addJob(tx: Tx, job: NewJob): Promise<void> {
  const lane = job.alone ? job.key : laneOf(job.kind, job.contactId);
  await sql`insert into jobs (kind, lane, contact_id, key, payload, state, due_at, created_at)
    values (${job.kind}, ${lane}, ${job.contactId}, ${job.key}, ${JSON.stringify(job.payload)},
      case when exists (select 1 from jobs where lane = ${lane} and state in ('ready', 'waiting')) then 'waiting' else 'ready' end,
      ${job.dueAt}, ${job.dueAt})
    on conflict do nothing`.execute(tx);
}

/**
 * Takes up to `limit` heads that are due, the longest due first. Each claim is a lease that must be kept alive. A run never takes
 * again what it holds itself: after a machine slept through its leases the job may still be running here. Two heads in one lane are
 * left where both ran while their lanes were joined: the older goes first, and not while the other runs.
 */
export async function claim(
  tx: Tx,
  options: { kind: JobKind; limit: number; now: number; leaseMs: number; token: string },
): Promise<Job[]> {
  const { rows } = await sql<Job>`update jobs
    set lease_until = ${options.now + options.leaseMs}, lease_token = ${options.token}, attempts = attempts + 1,
      unclear_before = unclear, unclear = 1, tried_before = tried_at, tried_at = ${options.now}
    where id in (select j.id from jobs j where j.state = 'ready' and j.kind = ${options.kind} and j.due_at <= ${options.now}
      and j.lease_until <= ${options.now} and (j.lease_token is null or j.lease_token <> ${options.token})
      and not exists (select 1 from jobs o where o.lane = j.lane and o.state = 'ready' and o.state in ('ready', 'waiting')
        and o.id <> j.id and (o.id < j.id or o.lease_until > ${options.now}))
      order by j.due_at, j.id limit ${options.limit})
    returning *`.execute(tx);
  return rows.sort((a, b) => a.id - b.id);
}

export async function finish(tx: Tx, job: Job, now: number): Promise<void> {
  const lane = await settle(
    tx,
    job,
    sql`state = 'done', last_error = null, fix = null, unclear = 0, tried_at = null, finished_at = ${now}`,
  );
  await promote(tx, lane);
}

/** Ends the job as a problem: kept with its reason and a fix until the operator retries or drops it; its lane goes on. */
export async function giveUp(tx: Tx, job: Job, why: { reason: string; fix: string; unclear: boolean }): Promise<void> {
  const lane = await settle(
    tx,
    job,
    sql`state = 'problem', last_error = ${why.reason}, fix = ${why.fix}, unclear = ${why.unclear ? 1 : 0}`,
  );
  await promote(tx, lane);
}

/** Tries again at `dueAt`; the lane waits behind it. */
export async function retryLater(
  tx: Tx,
  job: Job,
  why: { reason: string; dueAt: number; unclear: boolean; triedAt: number | null },
): Promise<void> {
  const lane = await settle(
    tx,
    job,
    sql`due_at = ${why.dueAt}, last_error = ${why.reason}, unclear = ${why.unclear ? 1 : 0}, tried_at = ${why.triedAt}`,
  );
  await oneHead(tx, lane);
}

/** As if it had not been claimed: for a clean stop and a paused target. */
export async function refund(
  tx: Tx,
  job: Job,
  why: { reason: string | null; dueAt: number; unclear: boolean; triedAt: number | null },
): Promise<void> {
  const lane = await settle(
    tx,
    job,
    sql`attempts = attempts - 1, due_at = ${why.dueAt}, last_error = coalesce(${why.reason}, last_error),
      unclear = ${why.unclear ? 1 : 0}, tried_at = ${why.triedAt}`,
  );
  await oneHead(tx, lane);
}

/** Gives back what was claimed and not begun: nothing of it happened. */
export async function unclaim(tx: Tx, job: Job): Promise<void> {
  const { due_at: dueAt, tried_before: triedAt } = job;
  await refund(tx, job, { reason: null, dueAt, unclear: job.unclear_before === 1, triedAt });
}

/** Gives the lane the job stands in now: another than at its claim, where two contacts turned out to be one person meanwhile. */
async function settle(tx: Tx, job: Job, change: ReturnType<typeof sql>): Promise<string> {
  const { rows } = await sql<{ lane: string }>`update jobs set ${change}, lease_until = 0, lease_token = null
    where id = ${job.id} and lease_token = ${job.lease_token} returning lane`.execute(tx);
  if (!rows[0]) throw new LeaseLost(`the lease of job ${job.id} was lost`);
  return rows[0].lane;
}

/** Makes a backed-off head of a lane due now (news came that it waits for). */
export async function hurry(tx: Tx, kind: JobKind, contactId: number, now: number): Promise<void> {
  await sql`update jobs set due_at = ${now} where lane = ${laneOf(kind, contactId)} and state = 'ready'
    and state in ('ready', 'waiting') and due_at > ${now}`.execute(tx);
}

/** After an outage: everything of a kind that only waits out its backoff is due again, spread over a few seconds. */
export async function hurryAll(tx: Tx, kind: JobKind, now: number, spreadMs: number): Promise<void> {
  await sql`update jobs set due_at = ${now} + (id * 97) % ${spreadMs} where kind = ${kind} and state = 'ready'
    and due_at > ${now + spreadMs} and lease_token is null and unclear = 0`.execute(tx);
}

/** When the next head of this kind is due, also in the past; null where there is none. */
export async function nextDue(db: Db, kind: JobKind): Promise<number | null> {
  const { rows } = await sql<{
    due: number | null;
  }>`select min(case when due_at > lease_until then due_at else lease_until end) as due from (
      select due_at, lease_until from jobs where kind = ${kind} and state = 'ready' order by due_at limit 50) heads`.execute(
    db,
  );
  return rows[0]?.due ?? null;
}
