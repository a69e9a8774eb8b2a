import { pause } from '../../clock.ts';

/** What the server does on its own some time after a call: Chatwoot's background jobs. */
export interface Background {
  run(work: () => void): void;
  /** Resolves when nothing is left to do. */
  settled(): Promise<void>;
  stop(): void;
}

/** `delayMs` 0: at once, before the call is answered. */
export function createBackground(delayMs: number): Background {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  async function later(work: () => void): Promise<void> {
    await pause(delayMs, stopping.signal);
    if (!stopping.signal.aborted) work();
  }

  return {
    run(work) {
      if (delayMs === 0) return work();
      const one = later(work);
      running.add(one);
      void one.finally(() => running.delete(one));
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
    stop: () => stopping.abort(),
  };
}
