import { claim, giveBackUnheld } from '../store/jobs.ts';
import type { Job } from '../store/tables.ts';
import type { WorkerOptions } from './worker-options.ts';

/** The claims of one worker, and what may have come of those that failed. */
export class Claims {
  readonly #options: WorkerOptions;
  readonly #leaseMs: number;
  /** This run may hold jobs that do not run: a claim failed and may have been written all the same, or a try ended without the lease. */
  mayHoldMore = false;

  constructor(options: WorkerOptions, leaseMs: number) {
    this.#options = options;
    this.#leaseMs = leaseMs;
  }

  async take(limit: number, now: number): Promise<Job[]> {
    const { channelId, kind, store, token } = this.#options;
    const leaseMs = this.#leaseMs;
    const claiming = store.write((tx) => claim(tx, { channelId, kind, limit, now, leaseMs, token }), 'one statement');
    return await this.#orHoldsMore(claiming);
  }

  /** Before anything else is claimed. @param held what really runs */
  async giveBackUnheld(held: readonly Job['id'][]): Promise<void> {
    if (!this.mayHoldMore) return;
    const { channelId, kind, store, token } = this.#options;
    this.mayHoldMore = false;
    await this.#orHoldsMore(store.write((tx) => giveBackUnheld(tx, { channelId, kind, token, held })));
  }

  async #orHoldsMore<T>(writing: Promise<T>): Promise<T> {
    try {
      return await writing;
    } catch (error) {
      this.mayHoldMore = true;
      throw error;
    }
  }
}
