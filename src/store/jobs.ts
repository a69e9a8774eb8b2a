import { dialectOf } from './dialect.ts';
import { isFree, isHead, isOpen, laneOf, oneHead, promote } from './lanes.ts';
import { lockContact } from './lock.ts';
import { channelOf, sql } from './sql.ts';
import type { Contact, Db, Job, JobKind, Tx } from './tables.ts';

/**
 * The queue's table. A lane is one person's work of one kind, done in the order of its ids. Its oldest open job is the head, `ready`; what
 * stands behind it is `waiting`, so that a claim never looks at a long lane behind a head that backs off (100,000 waiting jobs cost a
 * claim nothing).
 */
export interface NewJob {
  kind: JobKind;
  contactId: Contact['id'];
  /** Unique for ever: adding the same work twice adds it once. */
  key: string;
  payload: Record<string, unknown>;
  dueAt: number;
  /** The time now, where the work is due long after it: a clock that is set back must not be taken for a long wait, nor the other way round. */
  addedAt?: number;
  /** In no order with the person's other work of this kind: a lane of its own. */
  alone?: true;
}

/** A lease that was lost: another process has the job now, so nothing of this try may be written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** Adds work at the end of its lane, under the person's lock: so id order is commit order. */
export async function addJob(tx: Tx, job: NewJob): Promise<void> {
  const lane = job.alone ? job.key : laneOf(job.kind, job.contactId);
  const dueAt = Math.round(job.dueAt);
  const addedAt = Math.round(job.addedAt ?? job.dueAt);
  await lockContact(tx, job.contactId);
  await sql`insert into jobs (channel_id, kind, lane, contact_id, key, payload, state, due_at, due_set_at, created_at)
    values (${channelOf(job.contactId)}, ${job.kind}, ${lane}, ${job.contactId}, ${job.key}, ${JSON.stringify(job.payload)},
      case when exists (select 1 from jobs where lane = ${lane} and ${isOpen}) then 'waiting' else 'ready' end,
      ${dueAt}, ${addedAt}, ${addedAt})
    on conflict do nothing`.execute(tx);
}

/**
 * Takes up to `limit` heads that are due, the longest due first. Each claim is a lease that must be kept alive. A run never takes
 * again what it holds itself: after a machine slept through its leases the job may still be running here. Two heads in one lane are
 * left where both ran while their lanes were joined: the older goes first, and not while the other runs.
 */
export async function claim(
  tx: Tx,
  options: { channelId: string; kind: JobKind; limit: number; now: number; leaseMs: number; token: string },
): Promise<Job[]> {
  const { channelId, kind, limit, now, leaseMs, token } = options;
  // Chosen before the update begins: inside it they might be chosen more than once, and more of them than the limit.
  const { rows } = await sql<Job>`with heads as materialized (
      select j.id from jobs j where j.state = 'ready' and j.channel_id = ${channelId} and j.kind = ${kind} and j.due_at <= ${now}
      and j.lease_until <= ${now} and (j.lease_token is null or j.lease_token <> ${token})
      and not exists (select 1 from jobs o where o.lane = j.lane and o.state = 'ready' and o.state in ('ready', 'waiting')
        and o.id <> j.id and (o.id < j.id or o.lease_until > ${now}))
      order by j.due_at, j.id limit ${limit} ${dialectOf(tx).skipLocked})
    update jobs set lease_until = ${now + leaseMs}, lease_token = ${token}, attempts = attempts + 1, claims = claims + 1
    where id in (select id from heads)
    returning *`.execute(tx);
  return rows.sort((a, b) => a.id - b.id);
}

/** A call that may leave something begins: what is known from now on, on the disk before the call. */
export async function markBegun(tx: Tx, job: Job, effect: string): Promise<void> {
  await change(tx, job, sql`effect = ${effect}`);
}

/** What is written with this is written by who holds the job. @throws LeaseLost where another does, or this run by a newer claim. */
export async function stillHeld(tx: Tx, job: Job): Promise<void> {
  await change(tx, job, sql`effect = effect`);
}

/** Its effect is there, and written down in the same transaction. */
export async function finish(tx: Tx, job: Job, now: number): Promise<void> {
  await end(
    tx,
    job,
    sql`state = 'done', effect = 'done', last_error = null, fix = null, failing_since = null, finished_at = ${now}`,
  );
}

/** Ends the job as a problem: kept with its reason and a fix until the operator retries or drops it; its lane goes on. */
export async function giveUp(
  tx: Tx,
  job: Job,
  { reason, fix, effect, now }: { reason: string; fix: string; effect: string; now: number },
): Promise<void> {
  await end(
    tx,
    job,
    sql`state = 'problem', effect = ${effect}, last_error = ${reason}, fix = ${fix}, due_set_at = ${now}`,
  );
}

export interface PutBack {
  now: number;
  dueAt: number;
  effect: string;
  /** Null: as before. */
  reason: string | null;
  /** Whether this try counts; not where the job was hardly tried, or the other side did not work for anybody. */
  counts: boolean;
}

/** The job is tried again at `dueAt`; its lane waits behind it. */
export async function putBack(tx: Tx, job: Job, { now, dueAt, effect, reason, counts }: PutBack): Promise<void> {
  const count = counts ? sql`failing_since = coalesce(failing_since, ${now})` : sql`attempts = attempts - 1`;
  const { lane } = await release(
    tx,
    job,
    sql`${count}, due_at = ${Math.round(dueAt)}, due_set_at = ${now}, effect = ${effect}, last_error = coalesce(${reason}, last_error)`,
  );
  await oneHead(tx, lane);
}

/** Gives back what was claimed and not begun, as it was. */
export async function unclaim(tx: Tx, job: Job): Promise<void> {
  const { lane } = await release(tx, job, sql`attempts = attempts - 1`);
  await oneHead(tx, lane);
}

/**
 * Gives back what this run has claimed without knowing it: the answer to its claim was lost on the way. A run never claims again what it
 * holds, and its heartbeat would keep it for ever.
 */
export async function giveBackUnheld(
  tx: Tx,
  { channelId, kind, token, held }: { channelId: string; kind: JobKind; token: string; held: readonly Job['id'][] },
): Promise<void> {
  const jobs = await tx
    .selectFrom('jobs')
    .selectAll()
    .where('channel_id', '=', channelId)
    .where('kind', '=', kind)
    .where('state', '=', 'ready')
    .where('lease_token', '=', token)
    .orderBy('id')
    .execute();
  for (const job of jobs) if (!held.includes(job.id)) await unclaim(tx, job);
}

/** It is over: the next of its lane is the head from now on. */
async function end(tx: Tx, job: Job, what: ReturnType<typeof sql>): Promise<void> {
  const { lane, waits } = await release(tx, job, what);
  if (waits) await promote(tx, lane);
}

interface Released {
  lane: string;
  /** Whether another one waits behind it. */
  waits: boolean | 0 | 1;
}

/**
 * Ends the lease, under the person's lock. Gives the lane the job stands in now: another than at its claim, where two contacts turned out to
 * be one person.
 */
async function release(tx: Tx, job: Job, what: ReturnType<typeof sql>): Promise<Released> {
  for (let owner = job.contact_id; ;) {
    await lockContact(tx, owner);
    const { rows } = await sql<Released>`update jobs set ${what}, lease_until = 0, lease_token = null
      where ${isHeldBy(job)} and contact_id = ${owner} returning lane, exists (select 1 from jobs behind
        where behind.lane = jobs.lane and behind.state = 'waiting' and behind.state in ('ready', 'waiting')) as waits`.execute(
      tx,
    );
    if (rows[0]) return rows[0];
    const now = await sql<Pick<Job, 'contact_id'>>`select contact_id from jobs where ${isHeldBy(job)}`.execute(tx);
    const [found] = now.rows;
    if (!found || found.contact_id === owner) throw new LeaseLost(`the lease of job ${job.id} was lost`);
    owner = found.contact_id;
  }
}

/** By this very claim. */
const isHeldBy = (job: Job) => sql`id = ${job.id} and lease_token = ${job.lease_token} and claims = ${job.claims}`;

async function change(tx: Tx, job: Job, what: ReturnType<typeof sql>): Promise<void> {
  const { rows } = await sql`update jobs set ${what} where ${isHeldBy(job)} returning lane`.execute(tx);
  if (!rows[0]) throw new LeaseLost(`the lease of job ${job.id} was lost`);
}

/** What another job of the lane has done along with its own: it need not become the head only to find that out. */
export async function finishWaiting(
  tx: Tx,
  { kind, contactId, keys, now }: { kind: JobKind; contactId: number; keys: string[]; now: number },
): Promise<void> {
  await sql`update jobs set state = 'done', effect = 'done', finished_at = ${now}
    where lane = ${laneOf(kind, contactId)} and state = 'waiting' and ${isOpen} and key in (${sql.join(keys)})`.execute(
    tx,
  );
}

/** Makes a backed-off head of a lane due now (news came that it waits for). */
export async function hurry(tx: Tx, kind: JobKind, contactId: number, now: number): Promise<void> {
  await sql`update jobs set due_at = ${now}, due_set_at = ${now}
    where lane = ${laneOf(kind, contactId)} and ${isHead} and due_at > ${now}`.execute(tx);
}

/** Whether work of this kind is left for a person. */
export async function hasOpenJob(db: Db | Tx, kind: JobKind, contactId: number): Promise<boolean> {
  const { rows } = await sql`select 1 from jobs where lane = ${laneOf(kind, contactId)} and ${isOpen} limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

/** The other side is back: everything of a kind that failed and waits out its backoff is due now. */
export async function hurryFailed(tx: Tx, channelId: string, kind: JobKind, now: number): Promise<void> {
  await sql`update jobs set due_at = ${now}, due_set_at = ${now}
    where channel_id = ${channelId} and kind = ${kind} and state = 'ready' and due_at > ${now} and failing_since is not null and ${isFree}`.execute(
    tx,
  );
}

/**
 * The clock was set back: what was put down to wait by a clock ahead of this one waits as long as it was meant to, counted from now.
 * Told from a real long wait by when its time was set: no time can have been set in the future.
 */
export async function afterClockSetBack(
  tx: Tx,
  { channelId, kind, now, leaseMs }: { channelId: string; kind: JobKind; now: number; leaseMs: number },
): Promise<void> {
  await sql`update jobs set due_at = ${now} + due_at - due_set_at, due_set_at = ${now}
    where channel_id = ${channelId} and kind = ${kind} and ${isOpen} and due_set_at > ${now}`.execute(tx);
  await sql`update jobs set lease_until = ${now + leaseMs}
    where channel_id = ${channelId} and kind = ${kind} and state = 'ready' and lease_until > ${now + leaseMs}`.execute(
    tx,
  );
}

/** When the next head of this kind is due, also in the past; null where there is none. */
export async function nextDue(db: Db, channelId: string, kind: JobKind): Promise<number | null> {
  const { rows } = await sql<{
    due: number | null;
  }>`select min(case when due_at > lease_until then due_at else lease_until end) as due from (
      select due_at, lease_until from jobs
      where channel_id = ${channelId} and kind = ${kind} and state = 'ready' order by due_at limit 50) heads`.execute(
    db,
  );
  return rows[0]?.due ?? null;
}
