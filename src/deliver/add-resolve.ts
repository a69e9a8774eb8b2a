import { addJob } from '../store/jobs.ts';
import type { Contact, Tx } from '../store/tables.ts';

/** Closes the conversation in Chatwoot, after everything said so far is registered there. */
export async function addResolve(tx: Tx, contact: Contact, exchangeId: string, now: number): Promise<void> {
  await addJob(tx, {
    kind: 'register',
    contactId: contact.id,
    key: `resolve:${exchangeId}`,
    payload: { resolve: exchangeId },
    dueAt: now,
  });
}
