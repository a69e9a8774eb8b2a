import { sql } from 'kysely';
import type { Tx } from './tables.ts';

/** Said besides the state asked for: only so SQLite sees that `jobs_lane` holds the rows, and does not read every head there is. */
const open = sql`state in ('ready', 'waiting')`;

/** The oldest waiting job of a lane becomes its head, unless there is one. */
export async function promote(tx: Tx, lane: string): Promise<void> {
  await sql`update jobs set state = 'ready'
    where id = (select min(id) from jobs where lane = ${lane} and state = 'waiting' and ${open})
    and not exists (select 1 from jobs where lane = ${lane} and state = 'ready' and ${open})`.execute(tx);
}

/**
 * After two lanes became one, both their heads may be `ready`: those that do not run step back, and the oldest goes first.
 * One whose outcome is not known keeps its place: what goes before it would hide from its read-back what it may have left.
 */
export async function oneHead(tx: Tx, lane: string): Promise<void> {
  await sql`update jobs set state = 'waiting' where lane = ${lane} and state = 'ready' and ${open} and lease_token is null
    and id <> coalesce(
      (select min(id) from jobs where lane = ${lane} and state = 'ready' and ${open} and lease_token is null and unclear = 1
        and not exists (select 1 from jobs where lane = ${lane} and ${open} and lease_token is not null)), 0)`.execute(
    tx,
  );
  await promote(tx, lane);
}

/** Moves everything of one lane that is not done into another. What runs at this moment goes on and is settled in its new lane. */
export async function moveLane(tx: Tx, kind: string, from: number, to: number): Promise<void> {
  const [old, lane] = [`${kind}:${from}`, `${kind}:${to}`];
  for (const states of [open, sql`state = 'problem'`]) {
    await sql`update jobs set lane = ${lane}, contact_id = ${to} where lane = ${old} and ${states}`.execute(tx);
  }
  await oneHead(tx, lane);
}
