import { addJob } from '../queue/jobs.ts';
import { sendId } from '../store/sends.ts';
import type { Tx } from '../store/tables.ts';

/** One call to WhatsApp of a message, and its job. `file` names the row whose bytes are to be uploaded first. */
export async function addPart(
  tx: Tx,
  part: { contactId: number; messageId: string; part: number; payload: object },
  now: number,
): Promise<void> {
  const id = sendId(part.messageId, part.part);
  await tx
    .insertInto('sends')
    .values({ id, message_id: part.messageId, part: part.part, payload: JSON.stringify(part.payload), state: 'queued' })
    .execute();
  await addJob(tx, { kind: 'send', contactId: part.contactId, key: `send:${id}`, payload: { send: id }, dueAt: now });
}
