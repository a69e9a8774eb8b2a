import { z } from 'zod';
import { Days } from '../../audit/days.ts';
import { FIGURES, handoffsListed, messagesOfFigure } from '../../store/reports/list.ts';
import type { ConsoleContext } from '../context.ts';
import { csvOf } from '../csv.ts';
import type { Doors } from '../doors.ts';
import { personShown } from '../masked.ts';
import { NotPossible } from '../not-possible.ts';
import { cursorShape, PAGE, readCursor, writeCursor } from '../paging.ts';
import { report, spanOf, type Figures } from './report.ts';
import { Young } from './young.ts';

const dayShape = z.iso.date();
const rangeShape = z.object({
  channel: z.string().optional(),
  from: dayShape.optional(),
  to: dayShape.optional(),
});
const listShape = rangeShape.extend({
  figure: z.enum([...FIGURES, 'handoffs', 'waiting']),
  cause: z.string().max(40).optional(),
  cursor: cursorShape,
});

const DAY = 24 * 3_600_000;
const MOST_DAYS = 400;
/** A text in a list, so that a page of fifty stays small. */
const SHOWN = 300;

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
    // One channel after the other, each by its own days.
    const [at, time, id] = readCursor(
      given.cursor,
      z.tuple([z.number(), z.number(), z.union([z.string(), z.number()])]),
    ) ?? [0, null, null];
    const channel = of[at];
    if (!channel) return { items: [], next: null };
    const span = { channelId: channel.name, ...spanOf(channel.timeZone, daysOf(given)) };
    const onward = at + 1 < of.length ? writeCursor([at + 1, Number.MAX_SAFE_INTEGER, '']) : null;
    const begins = time === null || time === Number.MAX_SAFE_INTEGER;
    if (given.figure === 'handoffs' || given.figure === 'waiting') {
      const after = begins ? null : { at: time, id: Number(id) };
      const options = { ...span, cause: given.cause ?? null, waiting: given.figure === 'waiting', limit: PAGE + 1 };
      const rows = await handoffsListed(store.db, { ...options, after });
      const items = rows.slice(0, PAGE).map((row) => ({
        ...{
          id: `handoff:${row.id}`,
          at: Number(row.began_at),
          cause: row.cause,
          answeredAt: row.answered_at,
          endedAt: row.ended_at,
        },
        person: personShown({ ...row, id: row.contact_id }),
      }));
      const last = rows[PAGE - 1];
      return {
        items,
        next: rows.length > PAGE && last ? writeCursor([at, Number(last.began_at), Number(last.id)]) : onward,
      };
    }
    const after = begins ? null : { at: time, id: String(id) };
    const { messages, next } = await messagesOfFigure(store.db, { ...span, figure: given.figure, after, limit: PAGE });
    const items = messages.map((row) => ({
      ...{ id: row.id, at: Number(row.created_at), author: row.author, text: row.text.slice(0, SHOWN) },
      ...{ answer: row.answer, state: row.whatsapp_state, error: row.error === null ? null : said(row.error) },
      person: personShown({ ...row, id: row.contact_id }),
    }));
    return { items, next: next === null ? onward : writeCursor([at, next.at, next.id]) };
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
