import { eventWriter, type NewEvent } from '../store/events.ts';
import type { Store } from '../store/open.ts';
import { bodyCame } from './quiet-moment.ts';

const MOST_WAIT_MS = 2;

/** Keeps a raw body; resolves once it is on the disk. */
export type KeepEvent = (row: NewEvent) => Promise<void>;

/**
 * The door's only write: the body as it came, one row. All bodies that arrive while a commit runs are written by the next one
 * together, so that the time to answer does not grow with the number of callers.
 */
export function eventInbox(store: Store, onKept: () => void): KeepEvent {
  const write = eventWriter();
  let rows: NewEvent[] = [];
  let next: Promise<void> | null = null;
  let running: Promise<unknown> = Promise.resolve();

  /** Everything that came so far; what comes from now on waits for the next write. */
  function take(): NewEvent[] {
    const batch = rows;
    rows = [];
    next = null;
    return batch;
  }

  /** Ends once a turn of the loop brings no further body, or after 2 ms: what a flood brings shares few commits. */
  async function allHere(): Promise<void> {
    const end = performance.now() + MOST_WAIT_MS;
    for (let before = 0; rows.length > before && performance.now() < end;) {
      before = rows.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async function keepAll(): Promise<void> {
    // Also where several writes may run at once: bodies are kept in the order in which they came.
    await running;
    await allHere();
    let batch: NewEvent[] | null = null;
    try {
      // The write may be made again, then with the same bodies; of a body that is kept twice one is known for a copy.
      await store.write((tx) => write(tx, (batch ??= take())), 'repeatable');
    } catch (error) {
      // The write may have failed before it began: these senders are told, later ones must not share their fate.
      if (batch === null) take();
      throw error;
    }
    onKept();
  }

  return (row) => {
    bodyCame();
    rows.push(row);
    if (next === null) {
      next = keepAll();
      running = next.catch(() => undefined);
    }
    return next;
  };
}
