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

  async function keepAll(): Promise<void> {
    await store.write(async (tx) => {
      const batch = rows;
      rows = [];
      next = null;
      for (const row of batch) await tx.insertInto('events').values(row).execute();
    });
    onKept();
  }

  return (row) => {
    rows.push(row);
    next ??= keepAll();
    return next;
  };
}
