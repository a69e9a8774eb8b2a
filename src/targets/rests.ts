import { lastingClock, type Clock } from '../clock.ts';

/** Why nothing of a target is called now, and until when at the earliest (milliseconds since 1970). */
export interface Rest {
  until: number;
  reason: string;
  fix: string;
  /** True where the other side asked for it and said, or is known to mean, how long; false where it does not work and is asked every second or two. */
  asked: boolean;
  /** Something of its channel is set wrong (a token, an inbox): nothing is called until that is mended. */
  parked?: true;
}

/** The longest rest that is kept to, whoever asked for it: a wrong header must not stop a business. Milliseconds. */
export const LONGEST_REST_MS = 3_600_000;

/** A stretch of time, however the clock is set while it lasts. */
export class Stretch {
  readonly #wall: Clock;
  readonly #clock: Clock;
  readonly #ms: number;
  #from: number;

  constructor(clock: Clock, ms: number) {
    this.#wall = clock;
    this.#clock = lastingClock(clock);
    // Whole, since monitors read when it ends.
    this.#ms = Math.ceil(Math.min(Math.max(0, ms), LONGEST_REST_MS));
    this.#from = this.#clock.now();
  }

  /** Milliseconds left; 0 where it is over. */
  get left(): number {
    const now = this.#clock.now();
    if (now < this.#from) this.#from = now;
    return Math.max(0, this.#from + this.#ms - now);
  }

  get until(): number {
    return this.#wall.now() + this.left;
  }
}
