import type { DatabaseSync } from 'node:sqlite';
import { pause } from '../../src/clock.ts';

/** Waits until no event is unread; gives the milliseconds. */
export async function digested(ledger: DatabaseSync): Promise<number> {
  const start = performance.now();
  const unread = ledger.prepare('select exists (select 1 from events where outcome is null) as unread');
  while ((unread.get() as { unread: number }).unread === 1) await pause(20);
  return performance.now() - start;
}
