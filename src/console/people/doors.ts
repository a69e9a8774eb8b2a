import { z } from 'zod';
import type { ConsoleContext } from '../context.ts';
import type { Doors } from '../doors.ts';
import { NotPossible } from '../not-possible.ts';
import { personOf } from './person-of.ts';

/** `POST people/:contact/number`: the whole number of one person, for whoever may operate; that it was asked for is kept. */
export function peopleDoors(doors: Doors, context: ConsoleContext): void {
  doors.act('/people/:contact/number', 'number.show', z.object({}), async ({ params }) => {
    const contact = await personOf(context, params['contact']);
    const number = contact.phone ?? (contact.wa_id === null ? null : `+${contact.wa_id}`);
    if (number === null) throw new NotPossible(404, 'no_number', 'WhatsApp withholds the number of this person');
    return { about: `contact:${contact.id}`, answer: { number } };
  });
}
