/** Where the time comes from. An argument everywhere, so that tests need no sleeping. */
export interface Clock {
  /** Milliseconds since 1970, UTC. It may be set, forth and back, while the process runs. */
  now(): number;
  /** Milliseconds of one that is never set, for how long something lasts; where there is none `now` does for it. */
  elapsed?(): number;
  /** Since when `now` has run without being set, by itself: the last time it was set, or the beginning of the process. */
  even?(): { since: number; wasSet: boolean };
}

/** More than this between the two clocks is no correction little by little: it was set. Milliseconds. */
const SET_MS = 1_500;

/** The machine's clock, watched for being set. It is looked at each second and more often. */
export function watchedClock(wall = () => Date.now(), elapsed = () => performance.now()): Clock {
  let even = { since: wall(), wasSet: false };
  let ahead = even.since - elapsed();
  const now = () => {
    const at = wall();
    const isAhead = at - elapsed();
    if (Math.abs(isAhead - ahead) > SET_MS) even = { since: at, wasSet: true };
    ahead = isAhead;
    return at;
  };
  return {
    now,
    elapsed,
    even: () => {
      now();
      return even;
    },
  };
}

export const systemClock: Clock = watchedClock();

/** The same as a clock that is never set: for all that is counted from a moment of this process. */
export const lastingClock = (clock: Clock): Clock => ({ now: () => clock.elapsed?.() ?? clock.now() });

/** Clocks of several machines may differ by so much. Milliseconds. */
const APART_MS = 60_000;

/**
 * From when to count what was noted at this time: the clock may have been set since. Forth, it would seem long over; back, it would lie in
 * the future. Then it is counted from when the clock was set, or the process began.
 */
export function countedFrom(at: number, clock: Clock): number {
  const even = clock.even?.();
  if (!even) return at;
  if (at - clock.now() > APART_MS) return even.since;
  return even.wasSet ? Math.max(at, even.since) : at;
}

/** Waits, unless the signal fires first; never rejects. Not `awake`: a process with nothing else to do need not live for it. */
export function pause(ms: number, signal?: AbortSignal, { awake = true } = {}): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    if (!awake) timer.unref();
    signal?.addEventListener('abort', done, { once: true });
  });
}
