import type { Clock } from '../../../clock.ts';
import type { ModelFailure } from './failure.ts';

/** What only the operator can mend is looked at again after this long. Milliseconds. */
const PAUSE_MS = 30_000;
/** No server's wish to be left alone counts for longer. */
const MOST_MS = 60_000;

/**
 * While a model is known to answer nobody (a wrong key, no balance, "come back in 20 s"), a turn is told so at once, and the next bot of its
 * chain answers without a wait.
 */
export class Rest {
  readonly #clock: Clock;
  #until = 0;
  #why: ModelFailure | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  throwIfResting(): void {
    if (this.#why !== null && this.#clock.now() < this.#until) throw this.#why;
  }

  after(failure: ModelFailure): void {
    const ms = failure.verdict === 'pause' ? PAUSE_MS : Math.min(failure.waitMs ?? 0, MOST_MS);
    if (ms === 0) return;
    this.#until = this.#clock.now() + ms;
    this.#why = failure;
  }

  over(): void {
    this.#why = null;
  }
}
