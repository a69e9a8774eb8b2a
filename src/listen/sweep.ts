import { pause, type Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { Store } from '../store/open.ts';
import { addLook } from './add-look.ts';

export interface SweepTimes {
  /** Between two sweeps of everybody, while the cable is heard. Milliseconds. */
  calmMs: number;
  /** And while it is deaf or off: the sweep is all that hears then. */
  alertMs: number;
}

export const sweepTimes: SweepTimes = { calmMs: 60_000, alertMs: 10_000 };

export interface SweepOptions {
  store: Store;
  clock: Clock;
  log: Log;
  /** `SWEEP_REQUESTS_PER_MINUTE`; 0: nothing is swept. */
  perMinute: number;
  activeDays: number;
  times: SweepTimes;
  /** New jobs are in the ledger. */
  onJobs: () => void;
}

/** Of each sweep this share is for people the bot answers: they get their turn however many are in human hands. */
const FOR_OTHERS = 0.25;

/**
 * Finds what webhook and cable missed: has everybody in human hands, or active lately, looked at now and then, those longest not looked at
 * first, and never more of them in a minute than set. Nothing is asked of Chatwoot here; a look is a job like any other.
 */
export class Sweep {
  readonly #options: SweepOptions;
  readonly #stopping = new AbortController();
  #wake = new AbortController();
  /** Until the cable is known to be heard, it is not. */
  #everyMs: number;
  /** Requests that may be made now; grows with the time, up to what a period may have. */
  #allowed: number;
  #countedAt: number;
  /** Whoever was looked at before this moment is looked at again, however short ago. */
  #missedUntil = 0;
  #running: Promise<void> | null = null;

  constructor(options: SweepOptions) {
    this.#options = options;
    this.#everyMs = options.times.alertMs;
    this.#allowed = this.#most();
    this.#countedAt = options.clock.now();
  }

  start(): void {
    if (this.#options.perMinute > 0) this.#running = this.#run();
  }

  /** How the cable is: `on` lets the sweep be calm. */
  listening(state: 'on' | 'deaf' | 'off'): void {
    const { calmMs, alertMs } = this.#options.times;
    const everyMs = state === 'on' ? calmMs : alertMs;
    if (everyMs === this.#everyMs) return;
    this.#everyMs = everyMs;
    this.#wake.abort();
  }

  /** At once, and everybody: after a reconnect, what was said meanwhile is gone from the cable. */
  now(): void {
    this.#missedUntil = this.#options.clock.now();
    this.#wake.abort();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#wake = new AbortController();
      let left = false;
      try {
        left = await this.#sweep();
      } catch (error) {
        this.#options.log.error({ reason: reasonOf(error) }, 'the sweep failed, it comes again');
      }
      // Who could not be looked at within what is allowed is not to wait for a whole period.
      const waitMs = left ? Math.min(this.#everyMs, this.#options.times.alertMs) : this.#everyMs;
      await pause(waitMs, AbortSignal.any([this.#wake.signal, this.#stopping.signal]));
    }
  }

  /** What the longest period may have at once. */
  #most(): number {
    const { perMinute, times } = this.#options;
    return Math.max(1, Math.floor((perMinute * Math.min(times.calmMs, 60_000)) / 60_000));
  }

  #budget(): number {
    const now = this.#options.clock.now();
    const grown = (this.#options.perMinute * Math.max(0, now - this.#countedAt)) / 60_000;
    this.#countedAt = now;
    this.#allowed = Math.min(this.#most(), this.#allowed + grown);
    return Math.floor(this.#allowed);
  }

  /** Gives whether somebody was left out. */
  async #sweep(): Promise<boolean> {
    const { store, clock, onJobs } = this.#options;
    const most = this.#budget();
    if (most < 1) return true;
    const now = clock.now();
    // Half a period: a look runs a moment after the sweep that asked for it, and is not to miss the next one for that.
    const before = Math.max(now - this.#everyMs / 2, this.#missedUntil);
    const humans = await this.#due('human', before, most);
    const others = await this.#due('bot', before, most);
    const share = Math.max(most - humans.length, Math.ceil(Math.min(others.length, most * FOR_OTHERS)));
    const due = [...humans.slice(0, most - Math.min(share, others.length)), ...others.slice(0, share)];
    if (due.length === 0) return false;
    this.#allowed -= due.length;
    await store.write(async (tx) => {
      for (const id of due) await addLook(tx, id, now);
    });
    onJobs();
    return due.length < humans.length + others.length;
  }

  async #due(answeredBy: 'human' | 'bot', before: number, most: number): Promise<number[]> {
    const { store, clock, activeDays } = this.#options;
    const people = store.db
      .selectFrom('contacts')
      .innerJoin('places', 'places.contact_id', 'contacts.id')
      .select('contacts.id')
      .where('current', '=', 1)
      .where('conversation_id', 'is not', null)
      .where('answered_by', '=', answeredBy)
      .where('looked_at', '<=', before);
    const lately = people.where('last_inbound_at', '>', clock.now() - activeDays * 24 * 3_600_000);
    const rows = await (answeredBy === 'human' ? people : lately).orderBy('looked_at').limit(most).execute();
    return rows.map((row) => row.id);
  }
}
