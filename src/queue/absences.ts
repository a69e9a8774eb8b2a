import type { Clock } from '../clock.ts';
import type { Store } from '../store/open.ts';
import { lockNames } from '../store/lock.ts';
import { setValue, valueOf } from '../store/meta.ts';
import type { Tx } from '../store/tables.ts';

/** From when until when. Milliseconds since 1970. */
type Absence = [from: number, to: number];

interface Kept {
  /** When some run of this ledger was last there. */
  at: number;
  away: Absence[];
}

const KEY = 'absences';
/** Whoever is there says so every 3 s (`Run`): after a longer pause than this nobody was, or none had the ledger. Milliseconds. */
const PAUSE_MS = 7_000;
/** Older ones are forgotten. Milliseconds. */
const KEPT_MS = 30 * 60_000;
/** Clocks of several machines may differ by so much. Milliseconds. */
const APART_MS = 60_000;

/**
 * The times in which nobody of this ledger could be told anything: no process was there, or none could write. What the outside had to tell
 * then comes again later. Several processes know of one another, so that one which begins while others are there was never away.
 */
export class Absences {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #elapsed: () => number;
  /** When this run was last there, by the clock that is never set. */
  #hereAt: number;
  #known: Kept = { at: Infinity, away: [] };

  private constructor(store: Store, clock: Clock, elapsed: () => number) {
    this.#store = store;
    this.#clock = clock;
    this.#elapsed = elapsed;
    this.#hereAt = elapsed();
  }

  /**
   * At the start of a run: the time since the last one was there was an absence, however short.
   *
   * @param elapsed milliseconds of a clock that is never set: where the other one is set forward, nobody was away
   */
  static async open(store: Store, clock: Clock, elapsed = () => performance.now()): Promise<Absences> {
    const absences = new Absences(store, clock, elapsed);
    await absences.#write(true);
    return absences;
  }

  /** This run is there. To be called every few seconds. */
  async here(): Promise<void> {
    await this.#write(this.#isBackAgain());
  }

  /** How much of the time since then was absence. Milliseconds. */
  since(at: number): number {
    const now = this.#clock.now();
    // Of one that has just ended (the machine slept) the next beat will tell.
    const newest = this.#isBackAgain() ? [[this.#known.at, now] satisfies Absence] : [];
    return [...this.#known.away.filter((one) => isOver(one, now)), ...newest].reduce(
      (sum, [from, to]) => sum + Math.max(0, to - Math.max(from, at)),
      0,
    );
  }

  #isBackAgain(): boolean {
    return this.#elapsed() - this.#hereAt > PAUSE_MS;
  }

  async #write(wasAway: boolean): Promise<void> {
    const elapsed = this.#elapsed();
    this.#known = await this.#store.write((tx) => change(tx, this.#clock.now(), wasAway));
    this.#hereAt = elapsed;
  }
}

/** One that ends in the future was noted before the clock was set back: of that time nothing is known any more. */
const isOver = ([, to]: Absence, now: number): boolean => to - now <= APART_MS;

async function change(tx: Tx, now: number, wasAway: boolean): Promise<Kept> {
  await lockNames(tx, [KEY]);
  const value = await valueOf(tx, KEY);
  // A ledger of an earlier release tells nothing: all that was before is taken for absence.
  const before = value === null ? { at: 0, away: [] } : (JSON.parse(value) as Kept);
  const isNew = wasAway && now > before.at;
  const away = [...before.away, ...(isNew ? [[before.at, now] satisfies Absence] : [])];
  const kept: Kept = { at: now, away: away.filter((one) => isOver(one, now) && now - one[1] < KEPT_MS) };
  await setValue(tx, KEY, JSON.stringify(kept));
  return kept;
}
