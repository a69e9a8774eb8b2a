import { z } from 'zod';
import { sharedLook } from '../../shared-look.ts';
import type { ConsoleContext } from '../context.ts';
import type { Doors } from '../doors.ts';
import { inWords, lookNow } from './look.ts';
import { Volume } from './volume.ts';

/** Everybody who has the page open is told by the same look. Milliseconds. */
const LOOK_MS = 1_000;

/** `GET now`: does it work? Each channel with its state, what waits, today, and the last 24 hours. `GET channels`: their names. */
export function nowDoors(doors: Doors, context: ConsoleContext): void {
  const volume = new Volume(context.store.db, context.clock);
  const look = sharedLook(LOOK_MS, context.clock, () => lookNow(context, volume));
  doors.look('/now', z.object({}), async ({ said }) => inWords(await look(), said));
  doors.look('/channels', z.object({}), () =>
    Promise.resolve({ channels: context.channels().map(({ name }) => name) }),
  );
}
