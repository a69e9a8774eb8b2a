import { z } from 'zod';
import type { ConsoleContext } from '../context.ts';
import type { Doors } from '../doors.ts';
import { search, searchShape } from './search.ts';
import { timelineOf } from './timeline.ts';

/** `GET search`: people and messages by number, name, text, or an id of any side. `GET messages/:id`: where it is, and why. */
export function messageDoors(doors: Doors, context: ConsoleContext): void {
  doors.look('/search', searchShape, async ({ given }) => await search(context, given));
  doors.look(
    '/messages/:id',
    z.object({}),
    async ({ params, said }) => await timelineOf(context, params['id'] ?? '', said),
  );
}
