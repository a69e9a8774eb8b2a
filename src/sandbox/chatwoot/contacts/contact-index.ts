import type { Contact } from '../records.ts';
import type { ChatwootState } from '../state.ts';

/** Finds contacts by what is unique in an account: number, e-mail address and identifier. */
export function index(state: ChatwootState, contact: Contact): void {
  if (contact.phone) state.byPhone.set(contact.phone, contact);
  if (contact.email) state.byEmail.set(contact.email, contact);
  if (contact.identifier) state.byIdentifier.set(contact.identifier, contact);
}

export function unindex(state: ChatwootState, contact: Contact): void {
  if (contact.phone) state.byPhone.delete(contact.phone);
  if (contact.email) state.byEmail.delete(contact.email);
  if (contact.identifier) state.byIdentifier.delete(contact.identifier);
}
