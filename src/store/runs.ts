import { sql } from './sql.ts';
import type { RunRow } from './key-tables.ts';
import type { Db, Tx } from './tables.ts';

/** Another run on this ledger has taken this one for dead: it holds nothing any more, and must begin anew under another name. */
export class RunLost extends Error {
  override readonly name = 'RunLost';
}

/** @param serves false: a library in another program. */
export async function addRun(tx: Tx, token: string, serves = true): Promise<void> {
  await tx
    .insertInto('runs')
    .values({ token, beat: 0, serves: serves ? 1 : 0 })
    .execute();
}

/** Shows that the run lives. @throws RunLost where it was taken for dead. */
export async function beat(tx: Tx, token: string): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('runs')
    .set({ beat: sql`beat + 1` })
    .where('token', '=', token)
    .executeTakeFirstOrThrow();
  if (Number(numUpdatedRows) === 0) throw new RunLost(`the run ${token} was taken for dead`);
}

export async function allRuns(db: Db | Tx): Promise<RunRow[]> {
  return await db.selectFrom('runs').selectAll().orderBy('token').execute();
}

/**
 * Ends a run: its duties and the jobs it holds are free. What a job had begun stays noted in it, so that whoever takes it treats the call as
 * unclear. Of a run that is not known to be dead its beat is given: where it has gone on since, nothing is done.
 *
 * @return whether it was ended
 */
export async function endRunOf(tx: Tx, token: string, lastBeat: number | null): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('runs')
    .where('token', '=', token)
    .$if(lastBeat !== null, (query) => query.where('beat', '=', lastBeat ?? 0))
    .executeTakeFirstOrThrow();
  if (Number(numDeletedRows) === 0) return false;
  await tx.updateTable('duties').set({ holder: null }).where('holder', '=', token).execute();
  await tx
    .updateTable('jobs')
    .set({ lease_token: null, lease_until: 0 })
    .where('lease_token', '=', token)
    .where('state', '=', sql.lit('ready'))
    .execute();
  return true;
}

/** Whether a service has begun and not ended; it may have died since. */
export async function hasService(db: Db): Promise<boolean> {
  const row = await db.selectFrom('runs').select('token').where('serves', '=', 1).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Who has each duty; null: nobody. */
export async function holders(db: Db | Tx): Promise<Map<string, string | null>> {
  const rows = await db.selectFrom('duties').selectAll().orderBy('name').execute();
  return new Map(rows.map(({ name, holder }) => [name, holder]));
}

/** Makes duties known; those that are known stay as they are. */
export async function addDuties(tx: Tx, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const rows = names.map((name) => ({ name, holder: null }));
  await tx
    .insertInto('duties')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes a duty that nobody has, for a run that lives. @return whether it was taken */
export async function takeDuty(tx: Tx, name: string, token: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('duties')
    .set({ holder: token })
    .where('name', '=', name)
    .where('holder', 'is', null)
    .where(sql<boolean>`exists (select 1 from runs where token = ${token})`)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows) === 1;
}

export async function releaseDuty(tx: Tx, name: string, token: string): Promise<void> {
  await tx.updateTable('duties').set({ holder: null }).where('name', '=', name).where('holder', '=', token).execute();
}
