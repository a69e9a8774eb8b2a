import type { Contact, Message, Send, Tx } from '../../store/tables.ts';

/** Looked at right before the call. The row says "bot" again before the bot is asked anew (`handleTurn`), so that it alone decides. */
export function isTalkingOver(message: Message, contact: Contact): boolean {
  if (message.author !== 'bot' || (JSON.parse(message.payload) as { notice?: boolean }).notice === true) return false;
  return contact.answered_by === 'human';
}

/**
 * Marks a send as under way, in the write that notes that its call begins.
 *
 * `settled`: not to be sent any more, since it was deleted in Chatwoot meanwhile (a file takes its time) or a status told what became of
 * it. Who answers is looked at in the same write: a take-over comes before it or after it, never in between.
 */
export async function beginSend(
  tx: Tx,
  { id, message_id: messageId }: Send,
  message: Message,
): Promise<'go' | 'settled' | 'taken_over'> {
  const contact = await tx
    .selectFrom('contacts')
    .selectAll()
    .where('id', '=', (eb) => eb.selectFrom('messages').select('contact_id').where('id', '=', messageId))
    .executeTakeFirst();
  if (contact && isTalkingOver(message, contact)) return 'taken_over';
  const { numUpdatedRows } = await tx
    .updateTable('sends')
    .set({ state: 'sending' })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'sending'])
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows) > 0 ? 'go' : 'settled';
}
