import type { Tx, Db } from './tables.ts';
import type { ToolCallTable } from './turn-tables.ts';

/** One bot's part of one turn. */
export interface PartOfTurn {
  turnId: string;
  bot: string;
}

/** What a tool is called with, and where in the turn. */
export type ToolCallRow = Pick<ToolCallTable, 'step' | 'position' | 'name' | 'arguments' | 'key'>;

/** The answers kept of earlier tries, as JSON, by their steps. */
export async function savedSteps(db: Db, { turnId, bot }: PartOfTurn): Promise<string[]> {
  const rows = await db
    .selectFrom('turn_steps')
    .select('answer')
    .where('turn_id', '=', turnId)
    .where('bot', '=', bot)
    .orderBy('step')
    .execute();
  return rows.map((row) => row.answer);
}

/** Keeps an answer. Gives what is kept for the step: an earlier one stays. */
export async function saveStep(
  tx: Tx,
  { turnId, bot }: PartOfTurn,
  { step, answer, usage, now }: { step: number; answer: string; usage: string | null; now: number },
): Promise<string> {
  await tx
    .insertInto('turn_steps')
    .values({ turn_id: turnId, bot, step, answer, usage, saved_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await tx
    .selectFrom('turn_steps')
    .select('answer')
    .where('turn_id', '=', turnId)
    .where('bot', '=', bot)
    .where('step', '=', step)
    .executeTakeFirstOrThrow();
  return kept.answer;
}

/** Writes that a call begins; `before` is what was known of its place, undefined where nothing was. */
export async function beginCall(
  tx: Tx,
  { turnId, bot }: PartOfTurn,
  call: ToolCallRow,
  now: number,
): Promise<{ before: Pick<ToolCallTable, 'key' | 'result'> | undefined }> {
  const before = await tx
    .selectFrom('tool_calls')
    .select(['key', 'result'])
    .where('turn_id', '=', turnId)
    .where('bot', '=', bot)
    .where('step', '=', call.step)
    .where('position', '=', call.position)
    .executeTakeFirst();
  if (!before)
    await tx
      .insertInto('tool_calls')
      .values({ ...call, turn_id: turnId, bot, begun_at: now })
      .execute();
  return { before };
}

/** Keeps what came of a call. It is true whoever has the turn by now; the first result stays. */
export async function endCall(
  tx: Tx,
  { turnId, bot }: PartOfTurn,
  { step, position, result, now }: { step: number; position: number; result: string; now: number },
): Promise<void> {
  await tx
    .updateTable('tool_calls')
    .set({ result, ended_at: now })
    .where('turn_id', '=', turnId)
    .where('bot', '=', bot)
    .where('step', '=', step)
    .where('position', '=', position)
    .where('ended_at', 'is', null)
    .execute();
}

/** Whether anything may have been done by tools in a turn. */
export async function hasCalledTools(db: Db | Tx, turnId: string): Promise<boolean> {
  const one = await db.selectFrom('tool_calls').select('key').where('turn_id', '=', turnId).limit(1).executeTakeFirst();
  return one !== undefined;
}
