import { pause } from '../../clock.ts';
import { sqliteCode } from '../fault.ts';

const BUSY = 5;
/** Another process's write is waited for so long: a webhook still gets its 503 within 5 s. Milliseconds. */
export const BUSY_MS = 2_500;
/** The first of it inside SQLite, as most writes take no longer. Nothing else goes on meanwhile. Milliseconds. */
export const BUSY_AT_ONCE_MS = 10;
const AGAIN_MS = [1, 2, 5, 10, 15, 20, 25];

/** Does it as soon as no other process is in the way; everything else goes on meanwhile. @throws what it throws, busy after `BUSY_MS`. */
export async function untilFree<T>(work: () => T): Promise<T> {
  const end = performance.now() + BUSY_MS;
  for (let tries = 0; ; tries += 1) {
    try {
      return work();
    } catch (error) {
      if (((sqliteCode(error) ?? 0) & 0xff) !== BUSY || performance.now() > end) throw error;
      await pause(AGAIN_MS[tries] ?? 25);
    }
  }
}
