import type { Clock } from '../clock.ts';

/** What a person is promised, and how the bot's time is shared so that it can be kept. Milliseconds. */
export interface Patience {
  /** From the moment a message came, in which the bot may be tried; then the person is told. Sending the words takes some seconds more. */
  tryMs: number;
  /** A try that begins near that end gets this much all the same, while the bot works. */
  lateTryMs: number;
  /** And this much where it failed last. */
  knockMs: number;
  /** What waited longer before its first try (we were down, WhatsApp was down) is given its whole time from then on. */
  brokenMs: number;
}

export const PATIENCE: Patience = { tryMs: 60_000, lateTryMs: 25_000, knockMs: 5_000, brokenMs: 90_000 };

/** Failures in a row, over all persons, after which the bot counts as down. */
const DOWN_AFTER = 3;

interface Waiting {
  until: number;
  resolve: (asked: boolean) => void;
}

/**
 * The turns that wait to be asked: so many at once, who has waited longest first. While the bot is down nobody waits beyond their time:
 * they leave unasked. Everybody else is asked, however long it takes, and the first answer ends the outage for all.
 */
export class BotLine {
  readonly #atOnce: () => number;
  readonly #clock: Clock;
  readonly #waiting = new Set<Waiting>();
  #asked = 0;
  #failures = 0;

  /** @param atOnce how many turns the bot is asked at the same time. */
  constructor(atOnce: () => number, clock: Clock) {
    this.#atOnce = atOnce;
    this.#clock = clock;
  }

  /** It failed last, so that one more hanging try must not use up somebody's time. */
  get doubtful(): boolean {
    return this.#failures > 0;
  }

  /** Whoever enters now need not wait. */
  get hasRoom(): boolean {
    return this.#asked < this.#atOnce();
  }

  /**
   * Waits for a place. False: `until` has come while the bot is down, or `signal` fired; then there is nothing to leave.
   *
   * @param until milliseconds since 1970
   */
  async enter(until: number, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted || this.#isOver(until)) return false;
    if (this.hasRoom) {
      this.#asked += 1;
      return true;
    }
    const leaveUnasked = () => waiting.resolve(false);
    const stop = () => waiting.resolve(false);
    let waiting!: Waiting;
    const asked = new Promise<boolean>((resolve) => {
      waiting = { until, resolve };
      this.#waiting.add(waiting);
    });
    const timer = setTimeout(() => this.#isOver(until) && leaveUnasked(), Math.max(0, until - this.#clock.now()));
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await asked;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      this.#waiting.delete(waiting);
    }
  }

  /** Gives the place back, with what came of it; null where nothing can be told from it (a stop). */
  leave(worked: boolean | null): void {
    this.#asked -= 1;
    if (worked !== null) this.#failures = worked ? 0 : this.#failures + 1;
    for (const one of [...this.#waiting].filter(({ until }) => this.#isOver(until))) this.#end(one, false);
    while (this.hasRoom) {
      const [next] = [...this.#waiting].sort((a, b) => a.until - b.until);
      if (!next) return;
      this.#asked += 1;
      this.#end(next, true);
    }
  }

  #end(one: Waiting, asked: boolean): void {
    this.#waiting.delete(one);
    one.resolve(asked);
  }

  #isOver(until: number): boolean {
    return this.#failures >= DOWN_AFTER && this.#clock.now() >= until;
  }
}
