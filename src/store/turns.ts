import { actionsIn, DIGEST } from './turn-actions.ts';
import { sql } from './sql.ts';
import type { Db, Tx } from './tables.ts';
import type { TurnOutcome, TurnRow } from './turn-tables.ts';

/** The turns of a person that have begun and not ended, oldest first: one, or two where two contacts turned out to be one person. */
export async function openTurns(db: Db | Tx, contactId: number): Promise<TurnRow[]> {
  return await db
    .selectFrom('turns')
    .selectAll()
    .where('contact_id', '=', contactId)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute();
}

/** Fixes what a turn is about, at its first try. */
export async function addTurn(
  tx: Tx,
  turn: Pick<TurnRow, 'id' | 'channel_id' | 'contact_id' | 'messages' | 'words' | 'begun_at'>,
): Promise<void> {
  await tx
    .insertInto('turns')
    .values({ ...turn, tries: 1 })
    .execute();
}

/** Counts one more try. Gives how many there were. */
export async function tryAgain(tx: Tx, id: TurnRow['id']): Promise<number> {
  const { tries } = await tx
    .updateTable('turns')
    .set({ tries: sql`tries + 1` })
    .where('id', '=', id)
    .returning('tries')
    .executeTakeFirstOrThrow();
  return tries;
}

/** Ends a turn, once. */
export async function endTurn(
  tx: Tx,
  id: TurnRow['id'],
  { outcome, bot, now }: { outcome: TurnOutcome; bot: string | null; now: number },
): Promise<void> {
  await tx
    .updateTable('turns')
    .set({ outcome, bot, ended_at: now, actions: sql<string | null>`substr(actions, 1, ${sql.lit(DIGEST)})` })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

/** Two contacts are one person: what was begun for the one goes on as the other's. */
export async function moveTurns(tx: Tx, from: number, to: number): Promise<void> {
  await tx.updateTable('turns').set({ contact_id: to }).where('contact_id', '=', from).execute();
}

/** The messages of a person's turn that ended last, where it ended stale; null where it did not. */
export async function lastStale(db: Db | Tx, contactId: number): Promise<string[] | null> {
  const last = await db
    .selectFrom('turns')
    .select(['messages', 'outcome'])
    .where('contact_id', '=', contactId)
    .where('ended_at', 'is not', null)
    .orderBy('ended_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.outcome === 'stale' ? (JSON.parse(last.messages) as string[]) : null;
}

/** How many turns a bot answered to a person since then. */
export async function answersSince(db: Db | Tx, contactId: number, since: number): Promise<number> {
  const { n } = await db
    .selectFrom('turns')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('contact_id', '=', contactId)
    .where('ended_at', '>', since)
    .where('outcome', '=', 'bot')
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** The actions that came by the API for a turn, as JSON; null where none did. */
export async function actionsOfTurn(db: Db | Tx, id: TurnRow['id']): Promise<string | null> {
  const row = await db.selectFrom('turns').select('actions').where('id', '=', id).executeTakeFirst();
  return actionsIn(row?.actions ?? null);
}
