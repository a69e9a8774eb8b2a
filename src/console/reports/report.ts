import { Days, startOfNamedDay } from '../../audit/days.ts';
import type { Db } from '../../store/tables.ts';
import { addCounts, noCounts, QUARTER, type Counts } from '../../store/reports/count.ts';
import { failuresOf } from '../../store/reports/failures.ts';
import { addTime, sizeOf, within, type Histogram } from '../../store/reports/histogram.ts';
import { handoffsOf } from '../../store/reports/handoffs.ts';
import { slicesOf } from '../../store/reports/slices.ts';

/** Times that something took: how many, and within which time half and nine tenths of them lay. Milliseconds. */
export interface Times {
  count: number;
  p50: number | null;
  p90: number | null;
}

/** What some time came to. */
export interface Figures {
  received: number;
  byBot: number;
  byProgram: number;
  byPeople: number;
  unasked: number;
  /** Not settled yet. */
  open: number;
  saidBot: number;
  saidAgent: number;
  failed: number;
  handoffs: number;
  /** Until the first answer to what a customer said. */
  first: Times;
}

/** Hand-overs of one cause. */
export interface CauseFigures {
  cause: string;
  count: number;
  /** Nobody of the team has answered, and nobody gave it back. */
  waiting: number;
  /** Given back without an answer of the team. */
  unanswered: number;
  /** How long people waited who were answered; not where the answer itself was the hand-over. */
  waited: Times;
}

export interface Report {
  from: string;
  to: string;
  days: (Figures & { day: string })[];
  channels: (Figures & { channel: string })[];
  total: Figures;
  causes: CauseFigures[];
}

export interface ReportChannel {
  name: string;
  /** Whose days they are. */
  timeZone: string;
}

/** Counts that can still be added to others. */
interface Sum extends Counts {
  failed: number;
  handoffs: number;
}

const noSum = (): Sum => ({ ...noCounts(), failed: 0, handoffs: 0 });

/** What these channels did from one day to another, both in it, by the clocks of each. */
export async function report(
  db: Db,
  channels: readonly ReportChannel[],
  { from, to }: { from: string; to: string },
): Promise<Report> {
  const days = new Map<string, Sum>();
  for (const day of daysBetween(from, to)) days.set(day, noSum());
  const byCause = new Map<string, { count: number; waiting: number; unanswered: number; waited: Histogram }>();
  const each: Report['channels'] = [];
  const total = noSum();
  for (const { name, timeZone } of channels) {
    // Each is added to its day alone, and days to the rest: there are thirty of them, and thousands of quarters.
    const own = new Map<string, Sum>();
    const span = spanOf(timeZone, { from, to });
    const clock = daysOf(timeZone);
    const at = (time: number): Sum => {
      const day = clock.nameOf(time);
      const known = own.get(day) ?? noSum();
      own.set(day, known);
      return known;
    };
    for (const [quarter, counts] of await slicesOf(db, { channelId: name, ...span }))
      addCounts(at(quarter * QUARTER), counts);
    for (const { quarter, count } of await failuresOf(db, { channelId: name, ...span }))
      at(quarter * QUARTER).failed += count;
    for (const row of await handoffsOf(db, { channelId: name, ...span })) {
      at(row.began_at).handoffs += 1;
      const of = byCause.get(row.cause) ?? { count: 0, waiting: 0, unanswered: 0, waited: {} };
      byCause.set(row.cause, of);
      of.count += 1;
      if (row.answered_at === null) of[row.ended_at === null ? 'waiting' : 'unanswered'] += 1;
      else if (!isAnswer(row.cause)) addTime(of.waited, row.answered_at - row.began_at);
    }
    const ofChannel = noSum();
    for (const [day, sum] of own) for (const into of [days.get(day), ofChannel, total]) if (into) addSum(into, sum);
    each.push({ channel: name, ...figuresOf(ofChannel) });
  }
  const causes = [...byCause].map(([cause, { waited, ...counts }]) => ({ cause, ...counts, waited: timesOf(waited) }));
  return {
    ...{ from, to, channels: each, total: figuresOf(total) },
    days: [...days].map(([day, sum]) => ({ day, ...figuresOf(sum) })),
    causes: causes.sort((a, b) => b.count - a.count || (a.cause < b.cause ? -1 : 1)),
  };
}

/** Where an agent's answer was itself the hand-over nobody waited. */
export const isAnswer = (cause: string): boolean => cause === 'agent_replied' || cause === 'answered_on_phone';

/** From the beginning of the first day to the end of the last, by the clocks of a place. Milliseconds since 1970. */
export const spanOf = (timeZone: string, { from, to }: { from: string; to: string }): { from: number; to: number } => ({
  from: beginOf(timeZone, from),
  to: beginOf(timeZone, nextDay(to)),
});

/** When days begin: kept, since finding it takes longer than reading a month. */
const begins = new Map<string, number>();
const MOST_BEGINS = 2_000;

function beginOf(timeZone: string, day: string): number {
  const key = `${timeZone} ${day}`;
  const found = begins.get(key) ?? startOfNamedDay(timeZone, day);
  if (begins.size > MOST_BEGINS) begins.clear();
  begins.set(key, found);
  return found;
}

const DAY = 24 * 3_600_000;
const nameOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const nextDay = (day: string): string => nameOf(Date.parse(day) + DAY);

/** Names of days have no time zone: they are counted in UTC. */
function daysBetween(from: string, to: string): string[] {
  const all: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY) all.push(nameOf(at));
  return all;
}

/** Kept, since to find the name of a day takes longer than all else. */
const known = new Map<string, Days>();

function daysOf(timeZone: string): Days {
  const days = known.get(timeZone) ?? new Days(timeZone);
  known.set(timeZone, days);
  return days;
}

function addSum(into: Sum, sum: Sum): void {
  addCounts(into, sum);
  into.failed += sum.failed;
  into.handoffs += sum.handoffs;
}

const timesOf = (of: Histogram): Times => ({ count: sizeOf(of), p50: within(of, 0.5), p90: within(of, 0.9) });

const figuresOf = (sum: Sum): Figures => ({
  ...{ received: sum.received, byBot: sum.by_bot, byProgram: sum.by_program, byPeople: sum.by_people },
  ...{ unasked: sum.unasked, open: sum.open, saidBot: sum.said_bot, saidAgent: sum.said_agent },
  ...{ failed: sum.failed, handoffs: sum.handoffs, first: timesOf(sum.first) },
});
