import type { Message, Tx } from '../../store/tables.ts';
import { lockedMessage } from '../../store/messages.ts';
import { quote } from '../../whatsapp/say/describe.ts';
import { addLateMessage } from '../late-message.ts';

/**
 * Lets the files of a message that are not here yet follow as a message of its own, which names what it belongs to: the message itself is
 * registered as text, and stays so, however soon the file comes. False where nothing was missing any more.
 */
export async function letFilesFollow(tx: Tx, message: Message, now: number): Promise<boolean> {
  await lockedMessage(tx, message.id);
  const { numUpdatedRows } = await tx
    .updateTable('files')
    .set({ message_id: `${message.id}.file` })
    .where('message_id', '=', message.id)
    .where('state', '=', 'wanted')
    .executeTakeFirstOrThrow();
  if (Number(numUpdatedRows) === 0) return false;
  // The job that registers it is added when the file is here, or will not come (`fetchHandler`).
  await addLateMessage(tx, message, { what: 'file', text: `↪ ${quote(message.text) ?? '…'}` }, now);
  return true;
}
