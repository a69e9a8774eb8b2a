import { isLocked, lockContact } from '../../store/lock.ts';
import type { Contact, Db, Message, Send, Tx } from '../../store/tables.ts';

/** Looked at right before the call. The row says "bot" again before the bot is asked anew (`handleTurn`), so that it alone decides. */
export function isTalkingOver(message: Message, contact: Contact): boolean {
  if (message.author !== 'bot' || (JSON.parse(message.payload) as { notice?: boolean }).notice === true) return false;
  return contact.answered_by === 'human';
}

/**
 * Marks a send as under way, in the write that notes that its call begins.
 *
 * `settled`: not to be sent any more, since it was deleted in Chatwoot meanwhile (a file takes its time) or a status told what became of
 * it. Who answers is looked at in the same write: a take-over comes before it or after it, never in between. Else the person is given to
 * whom it goes.
 */
export async function beginSend(tx: Tx, { id }: Send, message: Message): Promise<Contact | 'settled' | 'taken_over'> {
  const contact = await lockedPersonOf(tx, message);
  if (!contact) return 'settled';
  if (isTalkingOver(message, contact)) return 'taken_over';
  const { numUpdatedRows } = await tx
    .updateTable('sends')
    .set({ state: 'sending' })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'sending'])
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows) > 0 ? contact : 'settled';
}

/** Whose message it is now, under their lock. */
async function lockedPersonOf(tx: Tx, message: Message): Promise<Contact | undefined> {
  await lockContact(tx, message.contact_id);
  for (;;) {
    const contact = await personOf(tx, message.id);
    if (!contact || isLocked(tx, contact.id)) return contact;
    await lockContact(tx, contact.id);
  }
}

/** Whose message it is now: two contacts may have turned out to be one, and then only that one has an address. */
export async function personOf(db: Db | Tx, messageId: Message['id']): Promise<Contact | undefined> {
  return await db
    .selectFrom('contacts')
    .selectAll()
    .where('id', '=', (eb) => eb.selectFrom('messages').select('contact_id').where('id', '=', messageId))
    .executeTakeFirst();
}
