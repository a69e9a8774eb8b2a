import { cleanNumber } from '../../numbers.ts';
import { id, list, record, trimmed, type Rec } from '../../../wire/read.ts';
import type { ContactCard, Content } from '../../types.ts';

/** Contact cards that somebody shared. Only a card sent on our request (`contact_request`) is the sender's own. */
export function readCards(value: unknown): Content | string {
  const cards: ContactCard[] = [];
  let ownNumber: string | null = null;
  for (const item of list(value)) {
    const card = record(item);
    if (!card) continue;
    if (card.origin === 'contact_request') ownNumber ??= firstNumber(card);
    cards.push(readCard(card));
  }
  return cards.length === 0 ? 'its cards are missing' : { kind: 'contacts', cards, ownNumber };
}

function readCard(card: Rec): ContactCard {
  const name = record(card.name);
  const parts = [trimmed(name?.first_name), trimmed(name?.last_name)].filter((part) => part !== null);
  return {
    name: trimmed(name?.formatted_name) ?? (parts.length > 0 ? parts.join(' ') : null),
    phones: each(card.phones, (phone) => trimmed(phone.phone) ?? id(phone.wa_id)),
    emails: each(card.emails, (email) => trimmed(email.email)),
    company: trimmed(record(card.org)?.company),
  };
}

function firstNumber(card: Rec): string | null {
  return each(card.phones, (phone) => cleanNumber(phone.wa_id) ?? cleanNumber(phone.phone))[0] ?? null;
}

function each(items: unknown, read: (item: Rec) => string | null): string[] {
  return list(items).flatMap((item) => {
    const object = record(item);
    const value = object && read(object);
    return value ? [value] : [];
  });
}
