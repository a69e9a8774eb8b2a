import { hurry } from '../../store/jobs.ts';
import { lockedMessage, messageById } from '../../store/messages.ts';
import type { Tx } from '../../store/tables.ts';
import { addRegister } from '../add-said.ts';

/** Writes what became of a file, and makes due what waits for it. */
export async function settleFile(tx: Tx, id: number, now: number, change: () => Promise<void>): Promise<void> {
  const messageOf = async () =>
    (await tx.selectFrom('files').select('message_id').where('id', '=', id).executeTakeFirstOrThrow()).message_id;
  // Whether it follows as a message of its own is decided under the same lock.
  await lockedMessage(tx, await messageOf());
  const messageId = await messageOf();
  await change();
  const message = await messageById(tx, messageId);
  if (!message) return;
  // Changes nothing for a message that waits for its file: its job is there.
  if (message.chatwoot_state === 'queued') await addRegister(tx, message.contact_id, message.id, now);
  for (const kind of message.author === 'bot' ? (['register', 'send'] as const) : (['register'] as const))
    await hurry(tx, kind, message.contact_id, now);
}

/** It will not come; what is here of it is of no use. */
export async function fileLost(tx: Tx, id: number, error: string): Promise<void> {
  await tx.updateTable('files').set({ state: 'failed', error, leaving: 1 }).where('id', '=', id).execute();
}
