import { lastingClock, type Clock } from '../clock.ts';

/** The requests that may be made where nothing tells that there is something to hear: they grow with the time, up to a bound. */
export class Allowance {
  readonly #clock: Clock;
  readonly #perMinute: number;
  /** What the longest period may have at once. */
  readonly #most: number;
  #allowed: number;
  #countedAt: number;

  /**
   * @param perMinute `SWEEP_REQUESTS_PER_MINUTE`; 0: none at all
   * @param periodMs what was not used in so long is lost
   */
  constructor(perMinute: number, periodMs: number, clock: Clock) {
    this.#clock = lastingClock(clock);
    this.#perMinute = perMinute;
    this.#most = Math.max(1, Math.floor((perMinute * Math.min(periodMs, 60_000)) / 60_000));
    this.#allowed = this.#most;
    this.#countedAt = this.#clock.now();
  }

  get isNone(): boolean {
    return this.#perMinute === 0;
  }

  /** How many may be made now. */
  left(): number {
    const now = this.#clock.now();
    const grown = (this.#perMinute * Math.max(0, now - this.#countedAt)) / 60_000;
    this.#countedAt = now;
    this.#allowed = Math.min(this.#most, this.#allowed + grown);
    return Math.max(0, Math.floor(this.#allowed));
  }

  /** So many are made; where that is more than were left, they are made up for. */
  take(requests: number): void {
    this.#allowed -= requests;
  }
}
