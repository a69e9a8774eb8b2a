import type { Selectable } from 'kysely';
import type { Db, Tx } from './tables.ts';
import type { QuestionTable } from './turn-tables.ts';

export type QuestionRow = Selectable<QuestionTable>;

/** A question that still waits for something to come of it is the person's newest one, if it is this young. Milliseconds. */
const GOES_ON_MS = 12 * 3_600_000;

export type NewQuestion = Pick<QuestionRow, 'channel_id' | 'contact_id' | 'words' | 'bot' | 'became' | 'asked_at'>;

/** Keeps what no bot could answer; said again by the same person right after, it is one question. */
export async function addQuestion(tx: Tx, question: NewQuestion): Promise<void> {
  const { contact_id: contactId, words, became, asked_at: now } = question;
  const last = await lastOf(tx, contactId, now);
  if (last?.words === words) {
    if (became !== null) await tx.updateTable('questions').set({ became }).where('id', '=', last.id).execute();
    return;
  }
  await tx
    .insertInto('questions')
    .values({ ...question, state: 'open' })
    .execute();
}

/** Notes what came of the question that a person asked last, where nothing has yet. */
export async function noteWhatBecame(
  tx: Tx,
  contactId: number,
  { became, chosen, now }: { became: 'person' | 'chosen'; chosen: string | null; now: number },
): Promise<void> {
  const last = await lastOf(tx, contactId, now);
  if (!last || last.became !== null) return;
  await tx.updateTable('questions').set({ became, chosen }).where('id', '=', last.id).execute();
}

/** What a person asked last, if that goes on. */
const lastOf = async (tx: Tx, contactId: number, now: number) =>
  await tx
    .selectFrom('questions')
    .select(['id', 'words', 'became'])
    .where('contact_id', '=', contactId)
    .where('asked_at', '>', now - GOES_ON_MS)
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Those asked since then, oldest first. */
export async function questionsSince(
  db: Db,
  { since, channel }: { since: number; channel?: string },
): Promise<QuestionRow[]> {
  return await db
    .selectFrom('questions')
    .selectAll()
    .where('asked_at', '>=', since)
    .$if(channel !== undefined, (query) => query.where('channel_id', '=', channel!))
    .orderBy('asked_at')
    .orderBy('id')
    .execute();
}

/** The first words of a person of the team to this customer after a question, within a day; null where there are none. */
export async function answerOfPerson(db: Db, { contact_id, asked_at }: QuestionRow): Promise<string | null> {
  const row = await db
    .selectFrom('messages')
    .select('text')
    .where('contact_id', '=', contact_id)
    .where('created_at', '>=', asked_at)
    .where('created_at', '<', asked_at + 86_400_000)
    .where('author', '=', 'agent')
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
  return row?.text ?? null;
}

/** So many of them in one statement: fewer than any database takes values. */
const AT_ONCE = 500;

export async function markQuestions(tx: Tx, ids: readonly number[], state: QuestionRow['state']): Promise<void> {
  for (let at = 0; at < ids.length; at += AT_ONCE)
    await tx
      .updateTable('questions')
      .set({ state })
      .where('id', 'in', ids.slice(at, at + AT_ONCE))
      .execute();
}

/** Two contacts are one person. */
export async function moveQuestions(tx: Tx, from: number, to: number): Promise<void> {
  await tx.updateTable('questions').set({ contact_id: to }).where('contact_id', '=', from).execute();
}
