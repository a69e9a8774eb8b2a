import type { Clock } from '../clock.ts';

/** A token bucket: at most `burst` at once, then `perSecond`. Given the same clock it always decides the same. */
export interface Pace {
  /** Takes one: 0 where it may go now, else the milliseconds to wait (nothing is taken then). */
  take(key: string): number;
}

/** How many keys are remembered; full buckets are forgotten first, they decide the same as unknown ones. */
const MOST_KEYS = 10_000;

export function pace(clock: Clock, burst: number, perSecond: number): Pace {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(key) {
      const now = clock.now();
      const known = buckets.get(key);
      const tokens = known ? Math.min(burst, known.tokens + ((now - known.at) / 1000) * perSecond) : burst;
      if (tokens < 1) return Math.ceil(((1 - tokens) / perSecond) * 1000);
      if (buckets.size >= MOST_KEYS) forgetFull(buckets, now, burst, perSecond);
      buckets.set(key, { tokens: tokens - 1, at: now });
      return 0;
    },
  };
}

function forgetFull(
  buckets: Map<string, { tokens: number; at: number }>,
  now: number,
  burst: number,
  perSecond: number,
): void {
  for (const [key, bucket] of buckets) {
    if (bucket.tokens + ((now - bucket.at) / 1000) * perSecond >= burst) buckets.delete(key);
  }
}
