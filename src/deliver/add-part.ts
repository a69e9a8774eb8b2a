import { addJob } from '../store/jobs.ts';
import { channelOf } from '../store/sql.ts';
import { sendId } from '../store/sends.ts';
import type { Tx } from '../store/tables.ts';

/**
 * One call to WhatsApp of a message, and its job. `held`: without a job, as failed: it is kept for a Retry.
 */
export async function addPart(
  tx: Tx,
  part: { contactId: number; messageId: string; part: number; payload: object; held?: boolean },
  now: number,
): Promise<void> {
  const id = sendId(part.messageId, part.part);
  await tx
    .insertInto('sends')
    .values({
      id,
      channel_id: channelOf(part.contactId),
      message_id: part.messageId,
      part: part.part,
      payload: JSON.stringify(part.payload),
      state: part.held ? 'failed' : 'queued',
    })
    .execute();
  if (part.held) return;
  const work = { contactId: part.contactId, key: `send:${id}`, payload: { send: id }, dueAt: now };
  await addJob(tx, { kind: 'send', ...work });
}
