import { isLocked, lockContact } from './lock.ts';
import { sql } from './sql.ts';
import { goneWamid } from './people/forget/rules.ts';
import type { Answer } from './audit/answer.ts';
import type { Db, Message, NewMessage, Tx } from './tables.ts';

/** Adds a message unless its wamid is known already. False: it was there, nothing happened. */
export async function addMessage(tx: Tx, message: NewMessage): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('messages')
    .values(message)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

export async function messageById(db: Db | Tx, id: string): Promise<Message | undefined> {
  return await db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The id under which a message of this id of WhatsApp's is known, its own or what stays of one that was forgotten; null: it is new. */
export async function knownWamid(tx: Tx, channelId: string, wamid: string): Promise<string | null> {
  const row = await tx
    .selectFrom('messages')
    .select('wamid')
    .where('channel_id', '=', channelId)
    .where('wamid', 'in', [wamid, goneWamid(wamid)])
    .executeTakeFirst();
  return row?.wamid ?? null;
}

/** Under the lock of the person whose it is now: two contacts may have turned out to be one. Asked for again by a write it costs nothing. */
export async function lockedMessage(tx: Tx, id: string): Promise<Message | undefined> {
  for (let message = await messageById(tx, id); ; message = await messageById(tx, id)) {
    if (!message || isLocked(tx, message.contact_id)) return message;
    await lockContact(tx, message.contact_id);
  }
}

/** By WhatsApp's id, whether the customer wrote it or we did. */
export async function messageByWamid(db: Db | Tx, channelId: string, wamid: string): Promise<Message | undefined> {
  const own = await db
    .selectFrom('messages')
    .selectAll()
    .where('channel_id', '=', channelId)
    .where('wamid', '=', wamid)
    .executeTakeFirst();
  if (own) return own;
  return await db
    .selectFrom('sends')
    .innerJoin('messages', 'messages.id', 'sends.message_id')
    .selectAll('messages')
    .where('sends.channel_id', '=', channelId)
    .where('sends.wamid', '=', wamid)
    .executeTakeFirst();
}

/** What the customer wrote and nobody took yet, oldest first. */
export async function unanswered(db: Db | Tx, contactId: number): Promise<Message[]> {
  return await db
    .selectFrom('messages')
    .selectAll()
    .where('contact_id', '=', contactId)
    // Written out, so that every database sees that the index of what is unanswered holds these rows.
    .where('author', '=', sql.lit('customer'))
    .where('answered_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(200)
    .execute();
}

/**
 * The newest messages of a person, oldest first, without those waiting for an answer. In the order in which they came to us: WhatsApp
 * and Chatwoot tell whole seconds, within which the bot has answered long since.
 */
export async function history(db: Db | Tx, contactId: number, limit: number): Promise<Message[]> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('contact_id', '=', contactId)
    .where('kind', 'not in', ['notice', 'command', 'silent'])
    .where((where) => where.or([where('author', '!=', sql.lit('customer')), where('answered_at', 'is not', null)]))
    // A file that came late says nothing new: its message is there.
    .where('kind', '!=', 'file')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse();
}

/** What a person edited or deleted since then, in the order in which it came to us. */
export async function changesOf(db: Db | Tx, contactId: number, since: number): Promise<Message[]> {
  return await db
    .selectFrom('messages')
    .selectAll()
    .where('contact_id', '=', contactId)
    .where('created_at', '>=', since)
    .where('author', '=', sql.lit('customer'))
    .where((where) => where.or([where('kind', 'in', ['edit', 'revoke']), where('payload', 'like', '%"edits":"%')]))
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Marks messages as taken by a turn, and what it led to. */
export async function markAnswered(tx: Tx, ids: string[], now: number, answer: Answer): Promise<void> {
  if (ids.length === 0) return;
  await tx.updateTable('messages').set({ answered_at: now, answer }).where('id', 'in', ids).execute();
}
