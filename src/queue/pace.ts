import type { Clock } from '../clock.ts';

/** A token bucket: at most `burst` at once, then `perSecond`. Given the same clock it always decides the same. */
export interface Pace {
  /** 0 where one may go now, else the milliseconds to wait. Takes nothing. */
  wait(key: string): number;
  /** Takes one, if there is one. */
  take(key: string): void;
}

/** How many keys are remembered; full buckets are forgotten first, they decide the same as unknown ones. */
const MOST_KEYS = 10_000;

export function pace(clock: Clock, burst: number, perSecond: number): Pace {
  const buckets = new Map<string, { tokens: number; at: number }>();
  const tokensOf = (key: string, now: number): number => {
    const known = buckets.get(key);
    // A clock that was set back: what was counted in its old time counts from now.
    if (known && known.at > now) known.at = now;
    return known ? Math.min(burst, known.tokens + ((now - known.at) / 1000) * perSecond) : burst;
  };
  return {
    wait(key) {
      const tokens = tokensOf(key, clock.now());
      return tokens < 1 ? Math.ceil(((1 - tokens) / perSecond) * 1000) : 0;
    },
    take(key) {
      const now = clock.now();
      const tokens = tokensOf(key, now);
      if (tokens < 1) return;
      if (buckets.size >= MOST_KEYS) forgetFull(buckets, now, burst, perSecond);
      buckets.set(key, { tokens: tokens - 1, at: now });
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
