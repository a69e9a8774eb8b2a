import { Counter, Gauge, Histogram, Registry } from '@prometheus-io/client';
import type { Meter } from './meter.ts';
import { counters, durations, gauges, type GaugeLabels, type GaugeName } from './numbers.ts';

/** From a webhook (2 ms) to a bot that takes its time (2 minutes). Seconds. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** All numbers in Prometheus' text form. */
export interface Exposition {
  meter: Meter;
  /** In place of what was set before for these labels. */
  set: <N extends GaugeName>(name: N, labels: GaugeLabels<N>, value: number) => void;
  /** Forgets what was set, with its labels: of a channel that is gone nothing is to stay. */
  forget: (name: GaugeName) => void;
  contentType: string;
  text: () => Promise<string>;
}

/** A register of its own: two services in one process share nothing. */
export function openExposition(): Exposition {
  const registry = new Registry();
  const made = <K extends string, M>(
    shown: Record<K, { help: string; labels: readonly string[] }>,
    make: (given: { name: string; help: string; labelNames: string[]; registers: Registry[] }) => M,
  ) =>
    new Map(
      (Object.keys(shown) as K[]).map((name) => {
        const { help, labels } = shown[name];
        return [name, make({ name, help, labelNames: [...labels], registers: [registry] })];
      }),
    );
  const ofCounters = made(counters, (given) => new Counter(given));
  const ofDurations = made(durations, (given) => new Histogram({ ...given, buckets: BUCKETS }));
  const ofGauges = made(gauges, (given) => new Gauge(given));
  return {
    meter: {
      count: (name, labels, by) => ofCounters.get(name)?.inc(labels, by),
      took: (name, labels, seconds) => ofDurations.get(name)?.observe(labels, seconds),
    },
    set: (name, labels, value) => ofGauges.get(name)?.set(labels, value),
    forget: (name) => ofGauges.get(name)?.reset(),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
