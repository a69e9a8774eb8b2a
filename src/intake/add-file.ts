import { addJob } from '../store/jobs.ts';
import { channelOf } from '../store/sql.ts';
import type { Tx } from '../store/tables.ts';
import { fileNameFor } from '../whatsapp/files/file-name.ts';
import type { Content } from '../whatsapp/types.ts';

/** The file of a customer's message, to be fetched at once. */
export async function addFile(
  tx: Tx,
  message: { id: string; contactId: number; wamid: string; content: Extract<Content, { kind: 'media' }> },
  now: number,
): Promise<void> {
  const { id, url, mime, sha256 } = message.content;
  const { id: file } = await tx
    .insertInto('files')
    .values({
      channel_id: channelOf(message.contactId),
      message_id: message.id,
      position: 0,
      state: 'wanted',
      source: JSON.stringify({ id, url, mime, sha256 }),
      mime,
      name: fileNameFor(message.content, message.wamid),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await addJob(tx, {
    kind: 'fetch',
    contactId: message.contactId,
    key: `fetch:${message.id}`,
    payload: { file },
    dueAt: now,
    // One that 360dialog cannot give does not hold up the others.
    alone: true,
  });
}
