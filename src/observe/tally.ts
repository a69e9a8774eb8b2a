/** One number for each of its labels' values: adding costs next to nothing, so that the door may count each webhook. */
export class Tally<T> {
  readonly #labels: readonly string[];
  readonly #make: () => T;
  readonly #kept = new Map<string, { labels: Record<string, string>; of: T }>();

  constructor(labels: readonly string[], make: () => T) {
    this.#labels = labels;
    this.#make = make;
    // What is not told apart is there from the beginning.
    if (labels.length === 0) this.of({});
  }

  of(labels: Record<string, string>): T {
    let key = '';
    for (const label of this.#labels) key += `${labels[label]}\n`;
    let one = this.#kept.get(key);
    if (!one) this.#kept.set(key, (one = { labels: { ...labels }, of: this.#make() }));
    return one.of;
  }

  get all(): { labels: Record<string, string>; of: T }[] {
    return [...this.#kept.values()];
  }
}

/** How many took up to so long, and how long all of them together. */
export class Spread {
  readonly bounds: readonly number[];
  /** For each bound those up to it that are above the one before; the last: above all. */
  readonly counts: number[];
  sum = 0;

  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.counts = Array<number>(bounds.length + 1).fill(0);
  }

  add(value: number): void {
    let place = 0;
    while (place < this.bounds.length && value > (this.bounds[place] ?? Infinity)) place += 1;
    this.counts[place] = (this.counts[place] ?? 0) + 1;
    this.sum += value;
  }
}
