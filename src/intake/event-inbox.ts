import type { Store } from '../store/open.ts';

interface Row {
  source: string;
  raw: string;
  received_at: number;
}

/** Keeps a raw body; resolves once it is on the disk. */
export type KeepEvent = (row: Row) => Promise<void>;

/**
 * The door's only write: the body as it came, one row. All bodies that arrive while a commit runs are written by the next one
 * together, so that the time to answer does not grow with the number of callers.
 */
export function eventInbox(store: Store, onKept: () => void): KeepEvent {
  let rows: Row[] = [];
  let next: Promise<void> | null = null;

  /** Everything that came so far; what comes from now on waits for the next write. */
  function take(): Row[] {
    const batch = rows;
    rows = [];
    next = null;
    return batch;
  }

  async function keepAll(): Promise<void> {
    let taken = false;
    try {
      await store.write(async (tx) => {
        taken = true;
        for (const row of take()) await tx.insertInto('events').values(row).execute();
      });
    } catch (error) {
      // The write may have failed before it began: these senders are told, later ones must not share their fate.
      if (!taken) take();
      throw error;
    }
    onKept();
  }

  return (row) => {
    rows.push(row);
    next ??= keepAll();
    return next;
  };
}
