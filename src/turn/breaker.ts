import type { Clock } from '../clock.ts';

/** Failures in a row after which a bot is asked no more by everybody. */
const DOWN_AFTER = 3;
/** So long nobody asks it then; twice as long each time it still fails. Milliseconds. */
const REST_MS = 5_000;
const LONGEST_REST_MS = 60_000;

/**
 * Whether a bot that others stand behind is worth asking. One that failed several times in a row is passed over; now and then one turn
 * tries it for all.
 */
export class Breaker {
  readonly #clock: Clock;
  #failures = 0;
  #probing = false;
  #nextAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `quick`: it failed last, or this is the one that tries; then it gets little time. Whoever is not told `skip` must `leave`. */
  enter(): 'ask' | 'quick' | 'skip' {
    if (this.#failures < DOWN_AFTER) return this.#failures === 0 ? 'ask' : 'quick';
    if (this.#probing || this.#clock.now() < this.#nextAt) return 'skip';
    this.#probing = true;
    return 'quick';
  }

  /** @param worked null where nothing can be told from it (a stop, words that came meanwhile). */
  leave(worked: boolean | null): void {
    this.#probing = false;
    if (worked === null) return;
    this.#failures = worked ? 0 : this.#failures + 1;
    const times = Math.max(0, this.#failures - DOWN_AFTER);
    this.#nextAt = this.#clock.now() + Math.min(LONGEST_REST_MS, REST_MS * 2 ** Math.min(times, 10));
  }
}
