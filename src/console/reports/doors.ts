import { z } from 'zod';
import { Days } from '../../audit/days.ts';
import type { ConsoleContext } from '../context.ts';
import { csvOf } from '../csv.ts';
import type { Doors } from '../doors.ts';
import { NotPossible } from '../not-possible.ts';
import { cursorShape, PAGE, readCursor, writeCursor } from '../paging.ts';
import { listed, LISTS } from './listed.ts';
import type { Listed } from './shapes.ts';
import { report, spanOf, type Figures } from './report.ts';
import { Young } from './young.ts';

const dayShape = z.iso.date();
const rangeShape = z.object({
  channel: z.string().optional(),
  from: dayShape.optional(),
  to: dayShape.optional(),
});
const listShape = rangeShape.extend({
  figure: z.enum(LISTS),
  cause: z.string().max(40).optional(),
  cursor: cursorShape,
});

const DAY = 24 * 3_600_000;
const MOST_DAYS = 400;
/** Which channel, and behind what of it. */
const placeShape = z.tuple([z.number(), z.number().nullable(), z.union([z.string(), z.number()]).nullable()]);
const FIRST: z.output<typeof placeShape> = [0, null, null];

/** What was done: figures by day and channel, as a file, and the lists they count. */
export function reportDoors(doors: Doors, { store, clock, channels }: ConsoleContext): void {
  const all = () => channels().map(({ name, settings }) => ({ name, timeZone: settings.handoff.timeZone }));
  const young = new Young();

  doors.look('/reports', rangeShape, async ({ given }) => ({
    ...(await report(store.db, chosen(given.channel), daysOf(given), young)),
    names: all().map(({ name }) => name),
  }));

  doors.file('/reports/days.csv', rangeShape, async ({ given }) => {
    const range = daysOf(given);
    const rows: (string | number | null)[][] = [
      ['channel', 'day', ...columns, 'first_count', 'first_p50_s', 'first_p90_s'],
    ];
    for (const channel of chosen(given.channel)) {
      const { days, countedTo } = await report(store.db, [channel], range, young);
      // A file goes on to others without the line that the page has over its figures.
      if (countedTo !== null)
        throw new NotPossible(503, 'counting', 'not everything is counted yet, in a minute it is');
      for (const day of days) rows.push([channel.name, day.day, ...columns.map((name) => day[name]), ...timesIn(day)]);
    }
    const body = csvOf(rows);
    return { body, type: 'text/csv; charset=utf-8', name: `optiatiende-${range.from}-${range.to}.csv` };
  });

  doors.look('/reports/list', listShape, async ({ given, said }) => {
    const of = chosen(given.channel);
    let place = readCursor(given.cursor, placeShape) ?? FIRST;
    const items: Listed[] = [];
    // One channel after the other, each by its own days; a page goes on in the next one where it has room.
    for (;;) {
      const [at, time, id] = place;
      const channel = of[at];
      if (!channel) return { items, next: null };
      const span = { channelId: channel.name, ...spanOf(channel.timeZone, daysOf(given)) };
      const after = time === null || id === null ? null : { at: time, id };
      const page = await listed(store.db, { ...span, figure: given.figure, cause: given.cause ?? null, after }, said);
      items.push(...page.items);
      const isOver = page.next === null;
      place = page.next === null ? [at + 1, null, null] : [at, page.next.at, page.next.id];
      if (isOver && at + 1 === of.length) return { items, next: null };
      if (!isOver || items.length >= PAGE) return { items, next: writeCursor(place) };
    }
  });

  function chosen(channel: string | undefined) {
    const found = all().filter(({ name }) => channel === undefined || name === channel);
    if (found.length === 0) throw new NotPossible(404, 'unknown', 'there is no such channel');
    return found;
  }

  /** The last 30 days where none are named. @throws NotPossible where they are the wrong way round, or too many */
  function daysOf(given: z.output<typeof rangeShape>): { from: string; to: string } {
    const today = new Days(all()[0]?.timeZone ?? 'UTC').nameOf(clock.now());
    const to = given.to ?? today;
    const from = given.from ?? new Date(Date.parse(to) - 29 * DAY).toISOString().slice(0, 10);
    const days = (Date.parse(to) - Date.parse(from)) / DAY + 1;
    if (days < 1 || days > MOST_DAYS)
      throw new NotPossible(422, 'range', `from one day to another, ${MOST_DAYS} at most`);
    return { from, to };
  }
}

const columns = [
  'received',
  'byBot',
  'byProgram',
  'byPeople',
  'unasked',
  'open',
  'saidBot',
  'saidAgent',
  'failed',
  'handoffs',
] as const;

const secondsOf = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 100) / 10);
const timesIn = ({ first }: Figures) => [first.count, secondsOf(first.p50), secondsOf(first.p90)];
