import { addJob } from '../store/jobs.ts';
import { messageById } from '../store/messages.ts';
import { sql } from '../store/sql.ts';
import type { Message, Tx } from '../store/tables.ts';
import type { Heard } from './apply-event.ts';

/**
 * Deleted in Chatwoot before it was sent: it never is. What is with WhatsApp already cannot be taken back; of what may be there it is not
 * made again.
 */
export async function discardDeleted(tx: Tx, message: Message): Promise<Heard> {
  const waits = sql<boolean>`state = 'sending' and exists (select 1 from jobs where jobs.channel_id = sends.channel_id
    and jobs.key = 'send:' || sends.id
    and jobs.state in ('ready', 'waiting') and jobs.lease_token is null and jobs.effect like 'unclear %')`;
  const { numUpdatedRows } = await tx
    .updateTable('sends')
    .set({ state: 'discarded', error: 'deleted in Chatwoot' })
    .where('message_id', '=', message.id)
    .where((where) => where.or([where('state', '=', 'queued'), waits]))
    .executeTakeFirstOrThrow();
  if (Number(numUpdatedRows) === 0) return { jobs: false, lines: [] };
  await tx
    .updateTable('messages')
    .set({ whatsapp_state: 'discarded', error: 'deleted in Chatwoot' })
    .where('id', '=', message.id)
    .where('whatsapp_state', '=', 'queued')
    .execute();
  return { jobs: false, lines: [{ fields: { exchange: message.exchange_id }, text: 'deleted in Chatwoot, not sent' }] };
}

/** Chatwoot shows it as failed: only there can an agent press Retry. */
export const isShownFailed = (message: Message): boolean =>
  (message.whatsapp_state === 'failed' || message.whatsapp_state === 'discarded') && message.ticked === 'failed';

/**
 * The agent pressed Retry: the failure we showed is gone from the page. What failed is sent again, once: from now on it is not shown as
 * failed any more, so that nothing heard of the same press counts.
 */
export async function retryFailed(tx: Tx, messageId: string, now: number): Promise<Heard> {
  const message = await messageById(tx, messageId);
  if (!message || !isShownFailed(message)) return { jobs: false, lines: [] };
  const failed = await tx
    .selectFrom('sends')
    .selectAll()
    .where('message_id', '=', message.id)
    .where('state', 'in', ['failed', 'discarded'])
    .orderBy('part')
    .execute();
  for (const send of failed) {
    await tx
      .updateTable('sends')
      .set({ state: 'queued', error: null, error_code: null, wamid: null })
      .where('id', '=', send.id)
      .execute();
    await sql`delete from jobs where channel_id = ${send.channel_id} and key = ${`send:${send.id}`}
      and state in ('done', 'problem')`.execute(tx);
    const payload = { send: send.id };
    await addJob(tx, { kind: 'send', contactId: message.contact_id, key: `send:${send.id}`, payload, dueAt: now });
  }
  // Discarded since a person answers: that person wants it said now, and it goes like the words that announce a hand-over.
  const wanted = { ...(JSON.parse(message.payload) as object), notice: true };
  const payload = message.author === 'bot' ? JSON.stringify(wanted) : message.payload;
  await tx
    .updateTable('messages')
    .set({ whatsapp_state: 'queued', error: null, ticked: null, payload })
    .where('id', '=', message.id)
    .execute();
  return {
    jobs: true,
    lines: [{ fields: { exchange: message.exchange_id }, text: 'the agent asked to send it again' }],
  };
}
