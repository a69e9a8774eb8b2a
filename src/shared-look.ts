import type { Clock } from './clock.ts';

/**
 * One look for everybody who asks within so long: an address that anybody may ask costs the same however often they do.
 *
 * @param ms how long an answer stays good. Milliseconds.
 */
export function sharedLook<T>(ms: number, clock: Clock, look: () => Promise<T>): () => Promise<T> {
  let last: { at: number; seen: Promise<T> } | null = null;
  return () => {
    const now = clock.now();
    const age = last === null ? Infinity : now - last.at;
    // A clock that was set back must not keep an answer for ever.
    if (last === null || age >= ms || age < 0) {
      const mine = { at: now, seen: look() };
      last = mine;
      mine.seen.catch(() => {
        if (last === mine) last = null;
      });
    }
    return last.seen;
  };
}
