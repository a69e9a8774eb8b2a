import type { Clock } from '../clock.ts';
import { backoffMs } from './backoff.ts';

/** Why a whole target rests, and until when (milliseconds since 1970). */
export interface Paused {
  until: number;
  reason: string;
  fix: string;
}

/** Passing failures in a row, over all lanes, after which the target counts as down. */
const BREAK_AFTER = 8;
/** The longest rest that nobody asked for: an outage ends unannounced. Milliseconds. */
const LONGEST_MS = 30_000;

/** Lets a target that does not work rest, a little longer each time; afterwards one job tries it first. */
export class Breaker {
  readonly #clock: Clock;
  readonly #random: () => number;
  #failures = 0;
  #pauses = 0;
  #paused: Paused | null = null;

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Null while the target works, and while the one job after a pause tries it. */
  get paused(): Paused | null {
    return this.#paused && this.#paused.until > this.#clock.now() ? this.#paused : null;
  }

  /** True from the first pause until something succeeds again. */
  get broken(): boolean {
    return this.#pauses > 0;
  }

  /** Gives the pause's length, or null where one is on already. */
  pause(afterMs: number, reason: string, fix: string): number | null {
    if (this.paused) return null;
    this.#pauses += 1;
    const wait = Math.max(afterMs, backoffMs(this.#pauses, this.#random, LONGEST_MS));
    this.#paused = { until: this.#clock.now() + wait, reason, fix };
    return wait;
  }

  /** A passing failure of one lane; true where there were so many in a row that it is not that lane's alone. */
  failed(): boolean {
    this.#failures += 1;
    if (this.#failures < BREAK_AFTER) return false;
    this.#failures = 0;
    return true;
  }

  /** The target answered. True where it was broken until now. */
  worked(): boolean {
    const was = this.broken;
    this.#failures = 0;
    this.#pauses = 0;
    this.#paused = null;
    return was;
  }
}
