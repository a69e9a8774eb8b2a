import type { EventMessage } from '../chatwoot/event.ts';
import { addJob } from '../queue/jobs.ts';
import { sql } from '../store/sql.ts';
import type { Message, Tx } from '../store/tables.ts';
import type { Heard } from './apply-event.ts';

/** A Retry shows as two updates from each door: what comes within this time is the same press of the button. Milliseconds. */
const SAME_PRESS_MS = 5_000;

/** Deleted in Chatwoot before it was sent: it never is. What is with WhatsApp already cannot be taken back. */
export async function discardDeleted(tx: Tx, message: Message): Promise<Heard> {
  const { numUpdatedRows } = await tx
    .updateTable('sends')
    .set({ state: 'discarded', error: 'deleted in Chatwoot' })
    .where('message_id', '=', message.id)
    .where('state', '=', 'queued')
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

/** The agent pressed Retry: the reason of the failure is gone from the message. What failed is sent again, once. */
export async function retryFailed(tx: Tx, message: Message, event: EventMessage, now: number): Promise<Heard> {
  const pressed =
    event.externalError === null && (event.status === 'sent' || event.status === null) && event.type === 'outgoing';
  // Only where the failure shows there can it have been pressed: other updates look the same while it does not.
  if (!pressed || message.whatsapp_state !== 'failed' || message.ticked !== 'failed') return { jobs: false, lines: [] };
  const failed = await tx
    .selectFrom('sends')
    .selectAll()
    .where('message_id', '=', message.id)
    .where('state', '=', 'failed')
    .orderBy('part')
    .execute();
  const again = failed.filter((send) => now - (send.tried_at ?? 0) > SAME_PRESS_MS || send.tried_at === null);
  if (again.length === 0) return { jobs: false, lines: [] };
  for (const send of again) {
    await tx
      .updateTable('sends')
      .set({ state: 'queued', error: null, error_code: null, wamid: null, tried_at: now })
      .where('id', '=', send.id)
      .execute();
    await sql`delete from jobs where key = ${`send:${send.id}`} and state in ('done', 'problem')`.execute(tx);
    const payload = { send: send.id };
    await addJob(tx, { kind: 'send', contactId: message.contact_id, key: `send:${send.id}`, payload, dueAt: now });
  }
  await tx
    .updateTable('messages')
    .set({ whatsapp_state: 'queued', error: null, ticked: null })
    .where('id', '=', message.id)
    .execute();
  return {
    jobs: true,
    lines: [{ fields: { exchange: message.exchange_id }, text: 'the agent asked to send it again' }],
  };
}
