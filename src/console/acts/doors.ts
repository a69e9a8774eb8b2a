import { z } from 'zod';
import { actsBefore } from '../../store/console/acts.ts';
import type { ConsoleContext } from '../context.ts';
import type { Doors } from '../doors.ts';
import { cursorShape, PAGE, pageOf, readCursor } from '../paging.ts';
import type { ActShown } from './shapes.ts';

/** `GET acts`: what was done in the console, the newest first. */
export function actsDoors(doors: Doors, { store }: ConsoleContext): void {
  doors.look('/acts', z.object({ cursor: cursorShape }), async ({ given, said }) => {
    const [before] = readCursor(given.cursor, z.tuple([z.number()])) ?? [null];
    const rows = await actsBefore(store.db, before, PAGE + 1);
    const items = rows.map(({ id, at, name, role, act, about, detail, outcome }): ActShown => ({
      ...{ id: Number(id), at: Number(at), name, role, act, about, outcome },
      detail: detail === null ? null : said(detail),
    }));
    return pageOf(items, ({ id }) => [id]);
  });
}
