import { cleanNumber, isBsuid, matchKey } from '../whatsapp/numbers.ts';

/** A person as the address of a request names them: by one of three. */
export interface NamedPerson {
  waId: string | null;
  bsuid: string | null;
  /** Our own number of the contact, as bots are given it. */
  id: number | null;
}

/**
 * Reads it: a phone number in any spelling, a business-scoped id, or `contact:` and our own number of the contact. Alone that number counts
 * only where it is shorter than every phone number (four digits). Null where it is none of these.
 */
export function readNamedPerson(name: string): NamedPerson | null {
  const [, id] = /^(?:contact:(?=\d{1,15}$)|(?=\d{1,4}$))(\d+)$/.exec(name) ?? [];
  if (id !== undefined) return { waId: null, bsuid: null, id: Number(id) };
  if (isBsuid(name)) return { waId: null, bsuid: name, id: null };
  const waId = cleanNumber(name);
  return waId === null ? null : { waId, bsuid: null, id: null };
}

/** The names under which the contact may be known. */
export const namesOf = ({ waId, bsuid }: NamedPerson): string[] => [
  ...(bsuid === null ? [] : [`id:${bsuid}`]),
  ...(waId === null ? [] : [`wa:${waId}`, `key:${matchKey(waId)}`]),
];
