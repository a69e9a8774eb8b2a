import { z } from 'zod';
import { contactById } from '../../store/people/contacts.ts';
import type { Contact } from '../../store/tables.ts';
import type { ConsoleContext } from '../context.ts';
import { NotPossible } from '../not-possible.ts';

const idShape = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/** The person of this number of ours. @throws NotPossible where there is none. */
export async function personOf({ store }: ConsoleContext, id: string | undefined): Promise<Contact> {
  const read = idShape.safeParse(id);
  const contact = read.success ? await contactById(store.db, read.data) : undefined;
  if (!contact) throw new NotPossible(404, 'unknown', 'nobody is known by this number');
  return contact;
}
