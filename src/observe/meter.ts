import type { CounterLabels, CounterName, DurationLabels, DurationName } from './numbers.ts';

/** Keeps what is counted, for who asks at `/metrics`. */
export interface Meter {
  count<N extends CounterName>(name: N, labels: CounterLabels<N>, by: number): void;
  took<N extends DurationName>(name: N, labels: DurationLabels<N>, seconds: number): void;
}

/** One for each service of this process that shows numbers; mostly none or one. */
const meters = new Set<Meter>();

/** From now on it is told of everything that is counted in this process, until what is given back is called. */
export function addMeter(meter: Meter): () => void {
  meters.add(meter);
  return () => void meters.delete(meter);
}

/** One more. Costs nothing where nobody asks for numbers. */
export function count<N extends CounterName>(name: N, labels: CounterLabels<N>, by = 1): void {
  for (const meter of meters) meter.count(name, labels, by);
}

export function took<N extends DurationName>(name: N, labels: DurationLabels<N>, seconds: number): void {
  for (const meter of meters) meter.took(name, labels, seconds);
}

/** A call to the outside: how it ended, and how long it took. @param status of the answer; null: there was none */
export function called(whom: 'chatwoot' | 'whatsapp', status: number | null, beganAt: number): void {
  if (meters.size === 0) return;
  const outcome = status === null ? 'none' : `${Math.floor(status / 100)}xx`;
  count(`optiatiende_${whom}_requests_total`, { outcome });
  took(`optiatiende_${whom}_request_seconds`, {}, (performance.now() - beganAt) / 1_000);
}
