import { pause, type Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { Store } from '../store/open.ts';
import { activePeople, peopleInHands, type Seen, type Step } from '../store/people/who-to-hear.ts';
import { lockContacts } from '../store/lock.ts';
import { addLook } from './add-look.ts';
import type { Allowance } from './allowance.ts';

export interface SweepTimes {
  /** Between two sweeps of everybody, while the cable is heard. Milliseconds. */
  calmMs: number;
  /** And while it is deaf or off: the sweep is all that hears then. */
  alertMs: number;
}

export const sweepTimes: SweepTimes = { calmMs: 60_000, alertMs: 10_000 };

export interface SweepOptions {
  channelId: string;
  store: Store;
  clock: Clock;
  log: Log;
  allowance: Allowance;
  activeDays: number;
  times: SweepTimes;
  /** New jobs are in the ledger. */
  onJobs: () => void;
}

/** Rows that one step of a walk reads, and steps of one sweep: what is read at once is bounded, however many people are active. */
const PAGE = 500;
const PAGES_MOST = 10;

/** Goes round the people, a few at each sweep. */
interface Walk {
  at: Step | null;
  page: (after: Step | null) => Promise<Seen[]>;
}

/** Of each sweep this share is for people the bot answers: they get their turn however many are in human hands. */
const FOR_OTHERS = 0.25;

/**
 * Finds what webhook and cable missed: has everybody in human hands, or active lately, looked at now and then, going round them, and never more of them in a minute than set. Nothing is asked of Chatwoot here; a look is a job like any other.
 */
export class Sweep {
  readonly #options: SweepOptions;
  readonly #stopping = new AbortController();
  #wake = new AbortController();
  /** Until the cable is known to be heard, it is not. */
  #everyMs: number;
  /** Whoever was looked at before this moment is looked at again, however short ago. */
  #missedUntil = 0;
  #running: Promise<void> | null = null;
  readonly #hands: Walk;
  readonly #active: Walk;

  constructor(options: SweepOptions) {
    this.#options = options;
    const { store, clock, activeDays, channelId } = options;
    this.#hands = { at: null, page: (after) => peopleInHands(store.db, channelId, after, PAGE) };
    const since = () => clock.now() - activeDays * 24 * 3_600_000;
    this.#active = { at: null, page: (after) => activePeople(store.db, channelId, since(), after, PAGE) };
    this.#everyMs = options.times.alertMs;
  }

  start(): void {
    if (!this.#options.allowance.isNone) this.#running = this.#run();
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

  /** Gives whether somebody was left out. */
  async #sweep(): Promise<boolean> {
    const { store, clock, allowance, onJobs } = this.#options;
    const most = allowance.left();
    if (most < 1) return true;
    const now = clock.now();
    // Half a period: a look runs a moment after the sweep that asked for it, and is not to miss the next one for that.
    const before = Math.max(now - this.#everyMs / 2, this.#missedUntil);
    const humans = await this.#due(this.#hands, before, most);
    const others = await this.#due(this.#active, before, most);
    const share = Math.max(most - humans.due.length, Math.ceil(Math.min(others.due.length, most * FOR_OTHERS)));
    const due = [
      ...humans.take(most - Math.min(share, others.due.length)),
      ...others.take(Math.min(share, others.due.length)),
    ];
    if (due.length === 0) return false;
    allowance.take(due.length);
    await store.write(async (tx) => {
      await lockContacts(tx, due);
      for (const id of new Set(due)) await addLook(tx, id, now);
    });
    onJobs();
    return due.length < humans.due.length + others.due.length;
  }

  /** The next who are due, from where this walk stopped; those it takes are behind it then. */
  async #due(walk: Walk, before: number, most: number): Promise<{ due: Seen[]; take: (n: number) => number[] }> {
    const due: Seen[] = [];
    let at = walk.at;
    let wrapped = at === null;
    let last = at;
    for (let pages = 0; pages < PAGES_MOST && due.length < most; pages++) {
      const page = await walk.page(at);
      for (const seen of page) {
        if (due.length >= most) break;
        last = { id: seen.id, at: seen.at };
        if (seen.conversation !== null && (seen.lookedAt <= before || seen.lookedAt > this.#options.clock.now()))
          due.push(seen);
      }
      at = last;
      if (page.length === PAGE) continue;
      if (wrapped) break;
      wrapped = true;
      at = last = null;
    }
    // Who comes twice, after the walk has begun anew, is due once.
    const once = [...new Map(due.map((seen) => [seen.id, seen])).values()];
    return {
      due: once,
      take: (n) => {
        walk.at = n < once.length ? (n > 0 ? (once[n - 1] ?? null) : walk.at) : last;
        return once.slice(0, n).map(({ id }) => id);
      },
    };
  }
}
