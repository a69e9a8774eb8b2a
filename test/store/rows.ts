import type { Store } from '../../src/store/open.ts';
import type { Contact, NewMessage, Tx } from '../../src/store/tables.ts';
import { contactOf, type Person } from '../../src/store/people/contacts.ts';
import { e164, matchKey } from '../../src/whatsapp/numbers.ts';

/** A person as a webhook names them. */
export function person(given: { waId?: string; bsuid?: string; name?: string; now?: number }): Person {
  const waId = given.waId ?? null;
  return {
    channelId: 'main',
    waId,
    bsuid: given.bsuid ?? null,
    name: given.name ?? null,
    phone: e164(waId),
    lineKey: waId === null ? null : matchKey(waId),
    now: given.now ?? 1_000,
  };
}

export const contact = (tx: Tx, given: Parameters<typeof person>[0]): Promise<Contact> => contactOf(tx, person(given));

/** A customer's message; everything but id and contact has a value that does not matter. */
export function message(given: Partial<NewMessage> & { id: string; contact_id: number }): NewMessage {
  return {
    channel_id: 'main',
    author: 'customer',
    kind: 'text',
    text: 'hola',
    payload: '{"kind":"text","text":"hola"}',
    said_at: 1_000,
    created_at: 1_000,
    exchange_id: given.id,
    chatwoot_state: 'off',
    ...given,
  };
}

/** Nameless people, by the numbers 1 to so many, for work that must be somebody's. */
export async function people(store: Store, count = 60): Promise<void> {
  const rows = Array.from({ length: count }, (_, n) => ({ id: n + 1, channel_id: 'main', created_at: 0 }));
  await store.write((tx) => tx.insertInto('contacts').values(rows).execute());
}
