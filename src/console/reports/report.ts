import { setImmediate as breathe } from 'node:timers/promises';
import { startOfNamedDay } from '../../audit/days.ts';
import type { Db } from '../../store/tables.ts';
import { addCounts, noCounts, QUARTER, type Counts } from '../../store/reports/count.ts';
import { failuresOf } from '../../store/reports/failures.ts';
import { addTime, sizeOf, within, type Histogram } from '../../store/reports/histogram.ts';
import { handoffsOf } from '../../store/reports/handoffs.ts';
import { slicesOf } from '../../store/reports/slices.ts';
import { Young } from './young.ts';

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
  /** Messages are counted up to then only, since there are too many that never were; null: all are. Milliseconds since 1970. */
  countedTo: number | null;
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

/**
 * What these channels did from one day to another, both in it, by the clocks of each. Day by day, with others in between: 20,000 hand-overs
 * and a month of quarters are read in a tenth of a second, in which a service on one file would do nothing else.
 *
 * @param young counts what is not kept yet; one for all who ask
 */
export async function report(
  db: Db,
  channels: readonly ReportChannel[],
  range: { from: string; to: string },
  young = new Young(),
): Promise<Report> {
  const days = new Map<string, Sum>();
  for (const day of daysBetween(range.from, range.to)) days.set(day, noSum());
  const byCause = new Map<string, { count: number; waiting: number; unanswered: number; waited: Histogram }>();
  const each: Report['channels'] = [];
  const total = noSum();
  let countedTo: number | null = null;
  for (const { name, timeZone } of channels) {
    const ofChannel = noSum();
    const whole = { channelId: name, ...spanOf(timeZone, range) };
    const { quarters, upTo } = await young.of(db, whole);
    if (upTo < whole.to) countedTo = Math.min(countedTo ?? Infinity, upTo);
    for (const [day, sum] of days) {
      // Each is added to its day alone, and the day to the rest: there are thirty of them, and thousands of quarters.
      const own = noSum();
      const span = { channelId: name, ...spanOf(timeZone, { from: day, to: day }) };
      const kept = await slicesOf(db, span);
      for (const [quarter, counts] of quarters)
        if (isIn(span, quarter * QUARTER) && !kept.has(quarter)) kept.set(quarter, counts);
      for (const counts of kept.values()) addCounts(own, counts);
      own.failed += await failuresOf(db, span);
      for (const row of await handoffsOf(db, span)) {
        own.handoffs += 1;
        const of = byCause.get(row.cause) ?? { count: 0, waiting: 0, unanswered: 0, waited: {} };
        byCause.set(row.cause, of);
        of.count += 1;
        if (row.answered_at === null) of[row.ended_at === null ? 'waiting' : 'unanswered'] += 1;
        else if (!isAnswer(row.cause)) addTime(of.waited, row.answered_at - row.began_at);
      }
      for (const into of [sum, ofChannel, total]) addSum(into, own);
      await breathe();
    }
    each.push({ channel: name, ...figuresOf(ofChannel) });
  }
  const causes = [...byCause].map(([cause, { waited, ...counts }]) => ({ cause, ...counts, waited: timesOf(waited) }));
  return {
    ...{ ...range, countedTo, channels: each, total: figuresOf(total) },
    days: [...days].map(([day, sum]) => ({ day, ...figuresOf(sum) })),
    causes: causes.sort((a, b) => b.count - a.count || (a.cause < b.cause ? -1 : 1)),
  };
}

const isIn = ({ from, to }: { from: number; to: number }, at: number): boolean => at >= from && at < to;

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
