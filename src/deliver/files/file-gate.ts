/** Files on their way between WhatsApp and us or Chatwoot at the same time, both directions together. */
export const FILES_AT_ONCE = 3;
/** Of one direction: where one side hangs, the other's files still have a way. */
export const ONE_WAY = 2;

/** `in`: from a customer · `out`: from an agent. */
export type Way = 'in' | 'out';

/** Counts the files that are on their way: each costs memory, a connection and part of the line. */
export interface FileGate {
  /** Whether one more may go now. */
  isOpen(way: Way): boolean;
  /** Runs it as soon as it may. */
  pass<T>(way: Way, work: () => Promise<T>): Promise<T>;
}

export function fileGate(): FileGate {
  const busy = { in: 0, out: 0 };
  const waiting: { way: Way; go: () => void }[] = [];
  const isOpen = (way: Way) => busy.in + busy.out < FILES_AT_ONCE && busy[way] < ONE_WAY;

  function leave(way: Way): void {
    busy[way] -= 1;
    const next = waiting.findIndex((one) => isOpen(one.way));
    if (next < 0) return;
    const [one] = waiting.splice(next, 1);
    if (!one) return;
    // Taken here, so that nobody comes in between.
    busy[one.way] += 1;
    one.go();
  }

  return {
    isOpen: (way) => isOpen(way) && !waiting.some((one) => one.way === way),
    async pass(way, work) {
      if (isOpen(way)) busy[way] += 1;
      else await new Promise<void>((go) => waiting.push({ way, go }));
      try {
        return await work();
      } finally {
        leave(way);
      }
    },
  };
}
