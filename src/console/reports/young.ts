import { setImmediate as breathe } from 'node:timers/promises';
import { countQuarters, type Counted, type Span } from '../../store/reports/count.ts';
import { keptUpTo } from '../../store/reports/slices.ts';
import type { Db } from '../../store/tables.ts';

/** So many messages are counted for one question, a fifth of a second's work; more wait only where a large ledger was never counted. */
const MOST = 30_000;
/** What so many came to is told to all who ask for a while: they can come no closer than the lists they then open. */
const MANY = 2_000;
const TOLD_MS = 5_000;
const MOST_TOLD = 50;

/** What is not kept yet of a stretch of time, counted as far as one question may; nobody else waits for it meanwhile. */
export class Young {
  readonly #told = new Map<string, { at: number; counted: Counted }>();
  readonly #most: number;

  /** @param most messages counted for one question; fewer in tests */
  constructor(most = MOST) {
    this.#most = most;
  }

  /** Quarters that are kept by now may be among them: what is kept counts. */
  async of(db: Db, span: Span): Promise<Counted> {
    const kept = Math.min(await keptUpTo(db, span.channelId), span.to);
    const key = `${span.channelId} ${span.from} ${span.to}`;
    const told = this.#told.get(key);
    if (told && performance.now() - told.at < TOLD_MS)
      return { ...told.counted, upTo: Math.max(told.counted.upTo, kept) };
    const from = Math.max(span.from, kept);
    const counted = await countQuarters(db, { ...span, from }, { rest: () => breathe(), most: this.#most });
    this.#told.delete(key);
    if (counted.messages >= MANY) this.#told.set(key, { at: performance.now(), counted });
    const [oldest] = this.#told.keys();
    if (this.#told.size > MOST_TOLD && oldest !== undefined) this.#told.delete(oldest);
    return counted;
  }
}
