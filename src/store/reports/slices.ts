import { upTo, setUpTo } from './counted-up-to.ts';
import { countQuarters, noCounts, QUARTER, type CountOptions, type Counts, type Span } from './count.ts';
import type { Histogram } from './histogram.ts';
import type { Store } from '../open.ts';
import { sql } from '../sql.ts';
import type { Db, Tx } from '../tables.ts';

/** What came later than this ago may still change in ways that are not seen on it: an edit has it answered anew. */
const SETTLED_MS = 20 * 60_000;
/** Quarters counted before they are written. */
const AT_ONCE = 16;
/** Those not settled that are counted anew in one pass, the longest not looked at first. */
const OPEN_AT_ONCE = 50;

export interface KeepOptions extends CountOptions {
  now: number;
  /** What is older is not counted anew: its messages may have been deleted. Milliseconds since 1970. */
  notBefore: number;
  signal?: AbortSignal;
}

/** Counts what is over and not kept yet, and anew what was not settled. */
export async function keepSlices(store: Store, channelId: string, options: KeepOptions): Promise<void> {
  const { now, notBefore, signal, rest } = options;
  const last = Math.floor((now - SETTLED_MS) / QUARTER);
  for (let at = await beginning(store.db, channelId); at < last && !signal?.aborted;) {
    const next = await firstQuarter(store.db, channelId, at);
    // Where nothing was said nothing is counted.
    const from = Math.min(next ?? last, last);
    const to = Math.min(from + AT_ONCE, last);
    const found =
      from < to
        ? (await countQuarters(store.db, spanOf(channelId, from, to), options)).quarters
        : new Map<number, Counts>();
    await store.write(async (tx) => {
      for (const [quarter, counts] of found) await write(tx, channelId, quarter, counts, now);
      await setUpTo(tx, channelId, to);
    });
    at = Math.max(to, at + 1);
    await rest?.();
  }
  const open = await store.db
    .selectFrom('report_slices')
    .select('quarter')
    .where('channel_id', '=', channelId)
    .where('open', '>', sql.lit(0))
    .where('quarter', '>=', Math.ceil(notBefore / QUARTER))
    .orderBy('counted_at')
    .limit(OPEN_AT_ONCE)
    .execute();
  for (const quarter of open.map((row) => Number(row.quarter))) {
    if (signal?.aborted) return;
    const { quarters } = await countQuarters(store.db, spanOf(channelId, quarter, quarter + 1), options);
    await store.write((tx) => write(tx, channelId, quarter, quarters.get(quarter) ?? noCounts(), now));
    await rest?.();
  }
}

/** What is kept of a stretch of time, by its quarters. */
export async function slicesOf(db: Db, { channelId, from, to }: Span): Promise<Map<number, Counts>> {
  const rows = await db
    .selectFrom('report_slices')
    .selectAll()
    .where('channel_id', '=', channelId)
    .where('quarter', '>=', Math.floor(from / QUARTER))
    .where('quarter', '<', Math.ceil(to / QUARTER))
    .execute();
  return new Map(
    rows.map(({ quarter, channel_id: _, counted_at: __, first, ...numbers }) => [
      Number(quarter),
      { ...numbersOf(numbers), first: JSON.parse(first) as Histogram },
    ]),
  );
}

/** Up to when all is counted and kept. Milliseconds since 1970; 0 where nothing is yet. */
export const keptUpTo = async (db: Db, channelId: string): Promise<number> =>
  ((await upTo(db, channelId)) ?? 0) * QUARTER;

/** PostgreSQL gives large numbers as texts. */
const numbersOf = <T extends Record<string, number>>(row: T): T =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)])) as T;

const spanOf = (channelId: string, from: number, to: number): Span => ({
  channelId,
  from: from * QUARTER,
  to: to * QUARTER,
});

const beginning = async (db: Db, channelId: string): Promise<number> =>
  (await upTo(db, channelId)) ?? (await firstQuarter(db, channelId, 0)) ?? Number.MAX_SAFE_INTEGER;

/** The next quarter in which anything was said; null where there is none. */
async function firstQuarter(db: Db, channelId: string, from: number): Promise<number | null> {
  const row = await db
    .selectFrom('messages')
    .select('created_at')
    .where('channel_id', '=', channelId)
    .where('created_at', '>=', from * QUARTER)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
  return row ? Math.floor(Number(row.created_at) / QUARTER) : null;
}

async function write(tx: Tx, channelId: string, quarter: number, counts: Counts, now: number): Promise<void> {
  const values = { ...counts, first: JSON.stringify(counts.first), counted_at: now };
  await tx
    .insertInto('report_slices')
    .values({ channel_id: channelId, quarter, ...values })
    .onConflict((conflict) => conflict.columns(['channel_id', 'quarter']).doUpdateSet(values))
    .execute();
}
