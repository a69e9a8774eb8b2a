/** How many took how long: counts by the number of a step. Steps grow by a twentieth, so that a share is told within 2.5 %. */
export type Histogram = Record<number, number>;

const GROWTH = Math.log(1.05);

/** A second more is added to each, so that the first steps are not shorter than anybody could tell. */
const stepOf = (ms: number): number => Math.round(Math.log(1 + Math.max(0, ms) / 1_000) / GROWTH);

const timeOf = (step: number): number => Math.round((Math.exp(step * GROWTH) - 1) * 1_000);

export function addTime(into: Histogram, ms: number): void {
  const step = stepOf(ms);
  into[step] = (into[step] ?? 0) + 1;
}

export function addAll(into: Histogram, other: Histogram): void {
  for (const step in other) into[step] = (into[step] ?? 0) + (other[step] ?? 0);
}

export const sizeOf = (of: Histogram): number => Object.values(of).reduce((sum, count) => sum + count, 0);

/** The time within which this share of them lay; null where there are none. Milliseconds. */
export function within(of: Histogram, share: number): number | null {
  const wanted = Math.max(1, Math.ceil(sizeOf(of) * share));
  let seen = 0;
  for (const [step, count] of Object.entries(of).sort(([a], [b]) => Number(a) - Number(b))) {
    seen += count;
    if (seen >= wanted) return timeOf(Number(step));
  }
  return null;
}
