import type { Contact } from '../store/tables.ts';

/** A person as every page shows them: whole numbers are given by one door alone. */
export interface PersonShown {
  contact: number;
  channel: string;
  name: string | null;
  /** `•••• 0123`; null where none is known. */
  number: string | null;
}

export const masked = (number: string | null): string | null => (number === null ? null : `•••• ${number.slice(-4)}`);

export const personShown = (contact: Pick<Contact, 'id' | 'channel_id' | 'name' | 'wa_id' | 'phone'>): PersonShown => ({
  contact: Number(contact.id),
  channel: contact.channel_id,
  name: contact.name,
  number: masked(contact.phone ?? contact.wa_id),
});
