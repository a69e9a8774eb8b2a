import { join } from './join.ts';
import { lockOwners } from './owners.ts';
import type { Tx } from '../tables.ts';

/** A person's number or business-scoped id changed (WhatsApp's system messages): the contact keeps its conversation. */
export interface IdentityChange {
  channelId: string;
  contactId: number;
  newWaId: string | null;
  newLineKey: string | null;
  newPhone: string | null;
  newBsuid: string | null;
}

export async function applyIdentityChange(tx: Tx, change: IdentityChange): Promise<void> {
  const values: string[] = [];
  if (change.newBsuid) values.push(`id:${change.newBsuid}`);
  if (change.newWaId) values.push(`wa:${change.newWaId}`, `key:${change.newLineKey ?? change.newWaId}`);
  if (values.length === 0) return;
  await lockOwners(tx, change.channelId, values);
  const others = await tx
    .selectFrom('identifiers')
    .innerJoin('contacts', 'contacts.id', 'identifiers.contact_id')
    .select(['contacts.id', 'contacts.bsuid'])
    .distinct()
    .where('identifiers.channel_id', '=', change.channelId)
    .where('value', 'in', values)
    .where('contact_id', '!=', change.contactId)
    .execute();
  await tx
    .insertInto('identifiers')
    .values(values.map((value) => ({ channel_id: change.channelId, value, contact_id: change.contactId })))
    .onConflict((conflict) => conflict.columns(['channel_id', 'value']).doUpdateSet({ contact_id: change.contactId }))
    .execute();
  await tx
    .updateTable('contacts')
    .set({
      ...(change.newWaId ? { wa_id: change.newWaId, phone: change.newPhone } : {}),
      ...(change.newBsuid ? { bsuid: change.newBsuid } : {}),
    })
    .where('id', '=', change.contactId)
    .execute();
  for (const other of others) {
    // They wrote by the new name before the news of it came. One with a business-scoped id of its own is somebody else.
    if (other.bsuid === null || other.bsuid === change.newBsuid) await join(tx, change.contactId, other.id);
  }
}
