import { lockContacts, lockNames } from '../lock.ts';
import type { IdentifierTable } from '../key-tables.ts';
import type { Contact, Tx } from '../tables.ts';

export const nameLock = (channelId: string, name: string): string => `name:${channelId}:${name}`;

/**
 * Who has these names, under their locks: neither can somebody new be given one of them meanwhile, nor can two who have them turn out to be
 * one. Names first, so that of two who look up somebody new at once the second finds what the first has made.
 */
export async function lockOwners(
  tx: Tx,
  channelId: Contact['channel_id'],
  names: readonly string[],
): Promise<Pick<IdentifierTable, 'value' | 'contact_id'>[]> {
  if (names.length === 0) return [];
  const locks = await lockNames(
    tx,
    names.map((name) => nameLock(channelId, name)),
  );
  const locked = new Set<Contact['id']>();
  for (;;) {
    const owners = await tx
      .selectFrom('identifiers')
      .select(['value', 'contact_id'])
      .where('channel_id', '=', channelId)
      .where('value', 'in', names)
      .execute();
    const more = owners.map((owner) => owner.contact_id).filter((id) => !locked.has(id));
    if (more.length === 0 || !locks) return owners;
    // Whoever waited for a lock looks again: the names may be somebody else's by now.
    await lockContacts(tx, more);
    for (const id of more) locked.add(id);
  }
}
