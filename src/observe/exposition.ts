import { Gauge, Registry, type Metric } from '@prometheus-io/client';
import type { Meter } from './meter.ts';
import { counters, durations, gauges, type GaugeLabels, type GaugeName } from './numbers.ts';
import { Spread, Tally } from './tally.ts';

/** From a webhook (2 ms) to a bot that takes its time (2 minutes). Seconds. */
const BOUNDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

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

interface Sample {
  metricName?: string;
  labels: Record<string, string | number>;
  value: number;
}

/** A register of its own: two services in one process share nothing. */
export function openExposition(): Exposition {
  const registry = new Registry();
  /** The package's own counters take 20 times as long to add to: what is counted is handed to it only where it is read. */
  const register = (name: string, help: string, type: string, samples: () => Sample[]) => {
    const get = () => Promise.resolve({ name, help, type, values: samples(), aggregator: 'sum' });
    registry.registerMetric({ name, get } as unknown as Metric);
  };
  const tallies = new Map<string, Tally<{ value: number }>>();
  for (const [name, { help, labels }] of Object.entries(counters)) {
    const tally = new Tally(labels, () => ({ value: 0 }));
    tallies.set(name, tally);
    register(name, help, 'counter', () => tally.all.map((one) => ({ labels: one.labels, value: one.of.value })));
  }
  const spreads = new Map<string, Tally<Spread>>();
  for (const [name, { help, labels }] of Object.entries(durations)) {
    const tally = new Tally(labels, () => new Spread(BOUNDS));
    spreads.set(name, tally);
    register(name, help, 'histogram', () => tally.all.flatMap((one) => samplesOf(name, one.labels, one.of)));
  }
  const ofGauges = new Map(
    Object.entries(gauges).map(([name, { help, labels }]) => [
      name,
      new Gauge({ name, help, labelNames: [...labels], registers: [registry] }),
    ]),
  );
  return {
    meter: {
      count(name, labels, by) {
        const one = tallies.get(name)?.of(labels);
        if (one) one.value += by;
      },
      took: (name, labels, seconds) => spreads.get(name)?.of(labels).add(seconds),
    },
    set: (name, labels, value) => ofGauges.get(name)?.set(labels, value),
    forget: (name) => ofGauges.get(name)?.reset(),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

/** As a histogram is written: each bucket holds those below it too. */
function samplesOf(name: string, labels: Record<string, string>, { bounds, counts, sum }: Spread): Sample[] {
  let below = 0;
  const buckets = counts.map((count, place) => {
    below += count;
    return { metricName: `${name}_bucket`, labels: { ...labels, le: bounds[place] ?? '+Inf' }, value: below };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: below },
  ];
}
