import type { Selectable } from 'kysely';
import { sql } from '../sql.ts';
import type { Db, Tx } from '../tables.ts';
import type { HandoffTable } from './report-tables.ts';

export type HandoffRow = Selectable<HandoffTable>;

/** What happened to who answers a person. */
export type HandoffStep =
  { did: 'began'; cause: string; answered: boolean } | { did: 'answered' } | { did: 'ended'; by: string };

/** Keeps it. Of a person one is open at most. */
export async function noteHandoff(tx: Tx, contactId: number, step: HandoffStep, now: number): Promise<void> {
  if (step.did === 'began') {
    const { cause, answered } = step;
    await sql`insert into handoffs (channel_id, contact_id, cause, began_at, answered_at)
      select channel_id, id, ${cause}, ${now}, ${answered ? now : null} from contacts where id = ${contactId}`.execute(
      tx,
    );
    return;
  }
  const open = tx.updateTable('handoffs').where('contact_id', '=', contactId).where('ended_at', 'is', null);
  if (step.did === 'answered') await open.set({ answered_at: now }).where('answered_at', 'is', null).execute();
  else await open.set({ ended_at: now, ended_by: step.by }).execute();
}

/** Two contacts are one person: where both are in human hands, the older time goes on, and the other ends as it began. */
export async function moveHandoffs(tx: Tx, from: number, to: number): Promise<void> {
  await tx.updateTable('handoffs').set({ contact_id: to }).where('contact_id', '=', from).execute();
  const open = await tx
    .selectFrom('handoffs')
    .select('id')
    .where('contact_id', '=', to)
    .where('ended_at', 'is', null)
    .orderBy('began_at')
    .orderBy('id')
    .execute();
  const ids = open.slice(1).map(({ id }) => id);
  if (ids.length > 0)
    await tx
      .updateTable('handoffs')
      .set((row) => ({ ended_at: row.ref('began_at'), ended_by: 'joined' }))
      .where('id', 'in', ids)
      .execute();
}

/** Those that began within a stretch of time, oldest first. */
export async function handoffsOf(
  db: Db,
  { channelId, from, to }: { channelId: string; from: number; to: number },
): Promise<Pick<HandoffRow, 'cause' | 'began_at' | 'answered_at' | 'ended_at'>[]> {
  return await db
    .selectFrom('handoffs')
    .select(['cause', 'began_at', 'answered_at', 'ended_at'])
    .where('channel_id', '=', channelId)
    .where('began_at', '>=', from)
    .where('began_at', '<', to)
    .orderBy('began_at')
    .orderBy('id')
    .execute();
}
