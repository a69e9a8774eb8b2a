import { setImmediate as breathe } from 'node:timers/promises';
import { countQuarters, type Counted, type Span } from '../../store/reports/count.ts';
import { keptUpTo } from '../../store/reports/slices.ts';
import type { Db } from '../../store/tables.ts';

/** So many messages are counted for one question, a third of a second's work; more wait only where a large ledger was never counted. */
const MOST = 60_000;
/** What so many came to is told to all who ask for a while: they can come no closer than the lists they then open. */
const MANY = 2_000;
const TOLD_MS = 5_000;
const MOST_KEPT = 50;

/** What is not kept yet of a stretch of time, counted as far as one question may; nobody else waits for it meanwhile. */
export class Young {
  readonly #told = new Map<string, { at: number; counted: Promise<Counted> }>();

  readonly #most: number;

  /** @param most messages counted for one question; fewer in tests */
  constructor(most = MOST) {
    this.#most = most;
  }

  async of(db: Db, { channelId, from, to }: Span): Promise<Counted> {
    const span = { channelId, from: Math.max(from, await keptUpTo(db, channelId)), to };
    const key = JSON.stringify(Object.values(span));
    const told = this.#told.get(key);
    if (told && performance.now() - told.at < TOLD_MS) return await told.counted;
    const counted = countQuarters(db, span, { rest: () => breathe(), most: this.#most });
    const { messages } = await counted;
    this.#told.delete(key);
    if (messages >= MANY) this.#told.set(key, { at: performance.now(), counted });
    const [oldest] = this.#told.keys();
    if (this.#told.size > MOST_KEPT && oldest !== undefined) this.#told.delete(oldest);
    return await counted;
  }
}
