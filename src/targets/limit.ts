/**
 * How many calls one Chatwoot may have at once: `most` while it answers quickly, fewer when it slows down, so that a backlog never
 * causes its own time-outs (measured on 2 cores: 11 posts/s from 1 caller, 14 from 20, at 15 times the waiting).
 */
export interface AdaptiveLimit {
  current(): number;
  /** Tell each call's time; a call without an answer counts as `Infinity`. */
  took(ms: number): void;
  /** What was slow has been down since: it is as good as new. */
  reset(): void;
}

/** @param slowMs above it the limit is halved; below a quarter of it the limit grows by one for each full round of calls. */
export function adaptiveLimit(most: number, slowMs: number): AdaptiveLimit {
  let limit = most;
  let good = 0;
  let sinceCut = 0;
  return {
    current: () => limit,
    reset() {
      limit = most;
      good = 0;
      sinceCut = 0;
    },
    took(ms) {
      sinceCut += 1;
      if (ms > slowMs) {
        good = 0;
        // The calls that were under way at the cut are slow for the same reason: one cut for all of them.
        if (sinceCut <= limit) return;
        limit = Math.max(1, Math.floor(limit / 2));
        sinceCut = 0;
      } else if (ms < slowMs / 4 && ++good >= limit) {
        limit = Math.min(most, limit + 1);
        good = 0;
      }
    },
  };
}
