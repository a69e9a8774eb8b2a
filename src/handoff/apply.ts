import type { Contact, Tx } from '../store/tables.ts';
import {
  handoffColumns,
  handoffOf,
  nextHandoff,
  type Handoff,
  type HandoffEvent,
  type HandoffOptions,
} from './state.ts';

/** Moves a contact's handoff inside a write; always from the row as it is now, never from an older copy. */
export async function applyHandoff(
  tx: Tx,
  contactId: Contact['id'],
  event: HandoffEvent,
  options: HandoffOptions,
): Promise<Handoff> {
  const contact = await tx.selectFrom('contacts').selectAll().where('id', '=', contactId).executeTakeFirstOrThrow();
  const before = handoffOf(contact);
  const after = nextHandoff(before, event, options);
  if (after !== before) {
    await tx.updateTable('contacts').set(handoffColumns(after)).where('id', '=', contactId).execute();
  }
  return after;
}
