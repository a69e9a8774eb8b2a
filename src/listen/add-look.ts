import { randomUUID } from 'node:crypto';
import { addJob } from '../store/jobs.ts';
import { lockContact } from '../store/lock.ts';
import { sql } from '../store/sql.ts';
import type { Tx } from '../store/tables.ts';

/** What else to look at. */
export interface LookWish {
  /** The messages shown as failed, also where they are older than the newest page: a Retry may have been pressed. */
  failed?: boolean;
  /** Who assigned the conversation, at this time or since: the line of it tells. Milliseconds since 1970. */
  assignedAt?: number;
}

/**
 * An event is only a hint that something may be new: the newest page of messages is looked at, once for many hints.
 * A look that is already running may have read its page before; it does not count.
 */
export async function addLook(tx: Tx, contactId: number, now: number, want: LookWish = {}): Promise<void> {
  await lockContact(tx, contactId);
  const lane = `look:${contactId}`;
  const { rows } = await sql<{ id: number; payload: string }>`select id, payload from jobs
    where lane = ${lane} and state in ('ready', 'waiting') and lease_token is null limit 1`.execute(tx);
  const [waiting] = rows;
  if (waiting) {
    const payload = JSON.stringify({ ...(JSON.parse(waiting.payload) as LookWish), ...want });
    const { numUpdatedRows } = await tx
      .updateTable('jobs')
      .set((eb) => ({ payload, due_at: eb.case().when('due_at', '>', now).then(now).else(eb.ref('due_at')).end() }))
      .where('id', '=', waiting.id)
      // Another process may have taken it this moment.
      .where('lease_token', 'is', null)
      .executeTakeFirstOrThrow();
    if (Number(numUpdatedRows) > 0) return;
  }
  await addJob(tx, {
    kind: 'look',
    contactId,
    key: `look:${contactId}:${randomUUID()}`,
    payload: { ...want },
    dueAt: now,
  });
}
