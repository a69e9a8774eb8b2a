import { sql } from './sql.ts';
import type { JobKind, Tx } from './tables.ts';

/** One person's work of one kind. */
export const laneOf = (kind: JobKind, contactId: number) => `${kind}:${contactId}`;

/** Not ended. In these words, so that the database sees that the index `jobs_lane` holds them. */
export const isOpen = sql`state in ('ready', 'waiting')`;
export const isHead = sql`state = 'ready' and ${isOpen}`;
export const isFree = sql`lease_token is null`;
/** Something of it may be on the other side: what goes before it would hide that from its read-back. */
const mayHaveLeft = sql`effect <> 'not begun'`;

/** The oldest waiting job of a lane becomes its head, unless there is one. */
export async function promote(tx: Tx, lane: string): Promise<void> {
  await sql`update jobs set state = 'ready'
    where id = (select min(id) from jobs where lane = ${lane} and state = 'waiting' and ${isOpen})
    and not exists (select 1 from jobs where lane = ${lane} and ${isHead})`.execute(tx);
}

/**
 * After two lanes became one, both their heads may be `ready`: those that do not run step back, and the oldest goes first. One of which
 * something may be on the other side keeps its place.
 */
export async function oneHead(tx: Tx, lane: string): Promise<void> {
  await sql`update jobs set state = 'waiting' where lane = ${lane} and ${isHead} and ${isFree}
    and id <> coalesce(
      (select min(id) from jobs where lane = ${lane} and ${isHead} and ${isFree} and ${mayHaveLeft}
        and not exists (select 1 from jobs where lane = ${lane} and ${isOpen} and not ${isFree})), 0)`.execute(tx);
  await promote(tx, lane);
}

/** Moves everything of one lane that is not done into another. What runs at this moment goes on and ends in its new lane. */
export async function moveLane(tx: Tx, kind: JobKind, from: number, to: number): Promise<void> {
  const [old, lane] = [laneOf(kind, from), laneOf(kind, to)];
  for (const states of [isOpen, sql`state = 'problem'`]) {
    await sql`update jobs set lane = ${lane}, contact_id = ${to} where lane = ${old} and ${states}`.execute(tx);
  }
  await oneHead(tx, lane);
}
