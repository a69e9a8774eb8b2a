import { pause, type Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { Store } from '../store/open.ts';
import { addLook } from './add-look.ts';

export interface SweepOptions {
  store: Store;
  clock: Clock;
  log: Log;
  /** `SWEEP_REQUESTS_PER_MINUTE`; 0: nothing is swept. */
  perMinute: number;
  activeDays: number;
  /** New jobs are in the ledger. */
  onJobs: () => void;
}

/** Between two sweeps of everybody, while the cable is heard. Milliseconds. */
export const CALM_MS = 60_000;
/** And while it is deaf or off: the sweep is all that hears then. */
export const ALERT_MS = 10_000;

/**
 * Finds what webhook and cable missed: has everybody in human hands, or active lately, looked at now and then, those longest not looked at
 * first, and never more of them in a minute than set. Nothing is asked of Chatwoot here; a look is a job like any other.
 */
export class Sweep {
  readonly #options: SweepOptions;
  readonly #stopping = new AbortController();
  #wake = new AbortController();
  #everyMs = CALM_MS;
  #running: Promise<void> | null = null;

  constructor(options: SweepOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#options.perMinute > 0) this.#running = this.#run();
  }

  /** How the cable is: `on` lets the sweep be calm. */
  listening(state: 'on' | 'deaf' | 'off'): void {
    const everyMs = state === 'on' ? CALM_MS : ALERT_MS;
    if (everyMs === this.#everyMs) return;
    this.#everyMs = everyMs;
    this.now();
  }

  /** At once: after a reconnect, what was said meanwhile is gone from the cable. */
  now(): void {
    this.#wake.abort();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#sweep();
      } catch (error) {
        this.#options.log.error({ reason: reasonOf(error) }, 'the sweep failed, it comes again');
      }
      this.#wake = new AbortController();
      await pause(this.#everyMs, AbortSignal.any([this.#wake.signal, this.#stopping.signal]));
    }
  }

  async #sweep(): Promise<void> {
    const { store, clock, perMinute, activeDays, onJobs } = this.#options;
    const now = clock.now();
    const most = Math.max(1, Math.floor((perMinute * this.#everyMs) / 60_000));
    const due = await store.db
      .selectFrom('contacts')
      .select('id')
      .where('chatwoot_conversation_id', 'is not', null)
      .where('looked_at', '<=', now - this.#everyMs)
      .where((where) =>
        where.or([
          where('answered_by', '=', 'human'),
          where('last_inbound_at', '>', now - activeDays * 24 * 3_600_000),
        ]),
      )
      .orderBy('looked_at')
      .limit(most)
      .execute();
    if (due.length === 0) return;
    await store.write(async (tx) => {
      for (const { id } of due) await addLook(tx, id, now);
    });
    onJobs();
  }
}
