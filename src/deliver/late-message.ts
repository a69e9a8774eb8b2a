import type { Message, Tx } from '../store/tables.ts';

/** The kind of a message that only brings what an earlier one lacked: its file, or the words of a voice note. */
export const LATE = 'file';

/**
 * Adds it, in the name of whoever said the earlier one. Its id is made of that one's, so that there is one of each; the job that registers
 * it is the caller's. Nothing happens where it is there already.
 *
 * @param late.what behind the earlier one's id: what is brought
 * @param late.text how it is shown in Chatwoot
 * @returns its id
 */
export async function addLateMessage(
  tx: Tx,
  earlier: Message,
  late: { what: 'file' | 'words'; text: string },
  now: number,
): Promise<Message['id']> {
  const id = `${earlier.id}.${late.what}`;
  await tx
    .insertInto('messages')
    .values({
      id,
      contact_id: earlier.contact_id,
      channel_id: earlier.channel_id,
      author: earlier.author,
      kind: LATE,
      text: late.text,
      payload: JSON.stringify({ attached: late.text }),
      reply_to: earlier.id,
      said_at: earlier.said_at,
      created_at: now,
      exchange_id: earlier.exchange_id,
      answered_at: now,
      chatwoot_state: 'queued',
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return id;
}
