/** Where the time comes from. An argument everywhere, so that tests need no sleeping. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

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
