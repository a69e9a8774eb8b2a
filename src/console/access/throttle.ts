import { lastingClock, type Clock } from '../../clock.ts';

/** So many tries of one address, and of all together, within so long. */
const OF_ONE = 10;
const OF_ALL = 100;
const WITHIN_MS = 600_000;
/** Making a key takes 32 MB and a thread: more at once wait, and more than that are sent away. */
const AT_ONCE = 2;
const MOST_WAITING = 20;

/**
 * How often a password may be tried. Each try counts when it begins, so that a hundred at once are no way around; the right one is
 * forgotten again. Kept in memory: another process has counts of its own.
 */
export class Throttle {
  readonly #clock: Clock;
  readonly #tries = new Map<string, number[]>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(clock: Clock) {
    this.#clock = lastingClock(clock);
  }

  /** Milliseconds to wait before another try of this address; 0: it may try, and that counts. */
  begin(address: string): number {
    const now = this.#clock.now();
    this.#forgetOld(now);
    const wait = Math.max(this.#waitOf(address, OF_ONE, now), this.#waitOf('', OF_ALL, now));
    if (wait > 0) return wait;
    if (this.#waiting.length >= MOST_WAITING) return 1_000;
    for (const key of [address, '']) this.#tries.set(key, [...(this.#tries.get(key) ?? []), now]);
    return 0;
  }

  /** It was the right one: its try counts no more. */
  passed(address: string): void {
    this.#tries.delete(address);
    this.#tries.get('')?.pop();
  }

  /** So that few are at work at once. */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) await new Promise<void>((go) => this.#waiting.push(go));
    else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  #waitOf(key: string, most: number, now: number): number {
    const tries = this.#tries.get(key) ?? [];
    const decides = tries.at(-most);
    return decides === undefined ? 0 : Math.max(0, decides + WITHIN_MS - now);
  }

  /** No more addresses are kept than tried within the time: of all together that is OF_ALL. */
  #forgetOld(now: number): void {
    for (const [key, tries] of this.#tries) {
      const young = tries.filter((at) => at + WITHIN_MS > now);
      if (young.length === 0) this.#tries.delete(key);
      else this.#tries.set(key, young);
    }
  }
}
