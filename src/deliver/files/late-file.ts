import type { Message, Tx } from '../../store/tables.ts';
import { lockedMessage } from '../../store/messages.ts';
import { quote } from '../../whatsapp/say/describe.ts';

/** The kind of a message that only brings what an earlier one lacked: its file, or the words of a voice note. */
export const LATE_FILE = 'file';

/**
 * Lets the files of a message that are not here yet follow as a message of its own, which names what it belongs to: the message itself is
 * registered as text, and stays so, however soon the file comes. False where nothing was missing any more.
 */
export async function letFilesFollow(tx: Tx, message: Message, now: number): Promise<boolean> {
  await lockedMessage(tx, message.id);
  const id = `${message.id}.file`;
  const { numUpdatedRows } = await tx
    .updateTable('files')
    .set({ message_id: id })
    .where('message_id', '=', message.id)
    .where('state', '=', 'wanted')
    .executeTakeFirstOrThrow();
  if (Number(numUpdatedRows) === 0) return false;
  const text = `↪ ${quote(message.text) ?? '…'}`;
  await tx
    .insertInto('messages')
    .values({
      id,
      contact_id: message.contact_id,
      channel_id: message.channel_id,
      author: message.author,
      kind: LATE_FILE,
      text,
      payload: JSON.stringify({ attached: text }),
      reply_to: message.id,
      said_at: message.said_at,
      created_at: now,
      exchange_id: message.exchange_id,
      answered_at: now,
      // Its job is added when the file is here, or will not come (`fetchHandler`).
      chatwoot_state: 'queued',
    })
    .execute();
  return true;
}
