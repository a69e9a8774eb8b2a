/** How often a thread is looked at. Milliseconds. */
export const TICK_MS = 250;
/** Looks in a row at which it did not give way, after which it counts as hung: 5 s; 1 s once a turn's time is over. */
const HUNG_TICKS = 20;
const OVERDUE_TICKS = 4;
/** Of that time it must have worked so much: on a busy machine it may just not have had its turn. */
const BUSY_PART = 0.5;
/** One that does not work at all, as in a lock, counts as hung after so many times as many looks. */
const IDLE_TIMES = 6;

/** Tells of a thread that is looked at every `TICK_MS` whether it hangs. */
export class Hang {
  /** Since it last gave way the time of a turn has passed. */
  overdue = false;
  /** Looks since it last gave way, and how much it had worked at the first of them. Milliseconds of processor time. */
  #missed = 0;
  #workedMs = 0;

  gaveWay(): void {
    this.#missed = 0;
    this.overdue = false;
  }

  /** One look more: it has not given way since the last one, or this is the first since. */
  missed(): void {
    this.#missed += 1;
  }

  /** @param workedMs of processor time since it began, as it is known after a look */
  isHung(workedMs: number): boolean {
    if (this.#missed <= 1) this.#workedMs = workedMs;
    const most = this.overdue ? OVERDUE_TICKS : HUNG_TICKS;
    if (this.#missed <= most) return false;
    return workedMs - this.#workedMs >= most * TICK_MS * BUSY_PART || this.#missed > most * IDLE_TIMES;
  }
}
