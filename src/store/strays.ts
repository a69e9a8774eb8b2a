import { setOutcome } from './events.ts';
import { sql } from './sql.ts';
import type { Event, Tx } from './tables.ts';

/** In place of a channel's name, where nobody has the number. */
export const NO_CHANNEL = '';

/** Where an event of a number that nobody has came from: by whose address and signature. */
export const straySource = (channel: string): string => `whatsapp by ${channel}`;
export const signerOf = ({ source }: Pick<Event, 'source'>): string => source.replace(/^whatsapp by /, '');

const keyOf = (numberId: string): string => `digest:${numberId}`;

const reasonOf = (numberId: string): string => `no channel has the WhatsApp number with Meta's id ${numberId}`;

/** No failure of its own: the problem is one for all of them. */
const strayOutcome = (numberId: string): string => `stray: ${numberId}`;

const FIX =
  'Give a channel this number: what came for it is read then. Or take the app off that number at Meta, and drop this.';

/**
 * An event of a number that no channel has: it is kept as it came, and the operator is told once for each number.
 *
 * @returns true where this is the first of it
 */
export async function keepStray(tx: Tx, event: Event, numberId: string, now: number): Promise<boolean> {
  const reason = reasonOf(numberId);
  if (!(await setOutcome(tx, event, strayOutcome(numberId)))) return false;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('jobs')
    .values({
      channel_id: NO_CHANNEL,
      kind: 'digest',
      lane: keyOf(numberId),
      contact_id: 0,
      key: keyOf(numberId),
      payload: JSON.stringify({ number: numberId }),
      state: 'problem',
      due_at: now,
      due_set_at: now,
      last_error: reason,
      fix: FIX,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

/** Why what came for this number cannot be read still. */
export const whyStray = (numberId: string): { reason: string; fix: string } => ({
  reason: reasonOf(numberId),
  fix: FIX,
});

/** A channel has this number now: what came for it before is read again. */
export async function readStraysAgain(tx: Tx, numberId: string): Promise<void> {
  await tx
    .updateTable('events')
    .set({ outcome: null })
    .where('channel_id', '=', NO_CHANNEL)
    // Twice, so that every database sees that `events_unreadable` holds these rows.
    .where(sql<boolean>`outcome <> 'read'`)
    .where('outcome', '=', strayOutcome(numberId))
    .execute();
  await tx.deleteFrom('jobs').where('channel_id', '=', NO_CHANNEL).where('key', '=', keyOf(numberId)).execute();
}

/** Whether something of the number that this problem is about is kept, and would be read once a channel has it. */
export async function keepsStrays(tx: Tx, key: string): Promise<boolean> {
  const numberId = key.replace(/^digest:/, '');
  const { rows } = await sql`select 1 from events where channel_id = ${NO_CHANNEL} and outcome <> 'read'
    and outcome = ${strayOutcome(numberId)} limit 1`.execute(tx);
  return rows.length > 0;
}

/** Channels have these numbers now: what came for them before need not wait for the operator. */
export async function hurryStrays(tx: Tx, numberIds: readonly string[], now: number): Promise<void> {
  await tx
    .updateTable('jobs')
    .set({ state: 'ready', due_at: now, due_set_at: now, attempts: 0 })
    .where('channel_id', '=', NO_CHANNEL)
    .where('key', 'in', numberIds.map(keyOf))
    .where('state', '=', 'problem')
    .execute();
}
