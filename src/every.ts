import { AsyncLocalStorage } from 'node:async_hooks';

interface Shared {
  timer: NodeJS.Timeout;
  all: Set<() => void>;
}

const shared = new Map<number, Shared>();

/**
 * Calls it every so many milliseconds until what is given back is called. All who ask for the same time share one timer: what wakes an idle
 * process costs more than what is done then, and 200 timers of a second wake it 200 times a second. What one of them throws is no other's
 * matter: it is nobody's, as with a timer of its own, and known to be of whoever asked.
 */
export function every(ms: number, work: () => void): () => void {
  const inOwnContext = AsyncLocalStorage.snapshot();
  const own = () => {
    try {
      inOwnContext(work);
    } catch (error) {
      inOwnContext(queueMicrotask, () => {
        throw error;
      });
    }
  };
  const { all } = shared.get(ms) ?? begin(ms);
  all.add(own);
  return () => {
    all.delete(own);
    const now = shared.get(ms);
    if (now?.all !== all || all.size > 0) return;
    clearInterval(now.timer);
    shared.delete(ms);
  };
}

function begin(ms: number): Shared {
  const all = new Set<() => void>();
  // Whoever comes or goes meanwhile: a set is read as it is.
  const timer = setInterval(() => all.forEach((work) => work()), ms);
  const made = { timer, all };
  shared.set(ms, made);
  return made;
}
