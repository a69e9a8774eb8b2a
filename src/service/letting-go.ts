import { lastingClock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import { deleteLeaving } from '../store/files/pieces.ts';
import { letUnneededGo } from '../store/files/unneeded-files.ts';
import type { ProcessPart } from './registering.ts';

/** How soon the bytes of a file go when its message is in Chatwoot. Milliseconds. */
const SOON_MS = 1_000;
/** What was left by a crash or by an operator's decision is looked for at the start and then so often. Milliseconds. */
const LOOK_MS = 5 * 60_000;
const DAY_MS = 24 * 3_600_000;

/** Deletes the bytes of files that nobody needs any more, a little at a time. */
export function openLettingGo({ settings, store, clock, log }: ProcessPart): { stop(): Promise<void> } {
  let stopped = false;
  let lookedAt = -Infinity;
  const lasting = lastingClock(clock);

  async function run(): Promise<void> {
    try {
      if (lasting.now() - lookedAt >= LOOK_MS) {
        lookedAt = lasting.now();
        await letUnneededGo(store, clock.now() - (settings.retention.files ?? settings.retentionDays) * DAY_MS);
      }
      const files = await deleteLeaving(store, () => stopped);
      if (files > 0) log.debug({ files }, 'files let go');
    } catch (error) {
      log.error({ reason: reasonOf(error) }, 'files could not be let go');
    }
  }

  let running = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;
  const next = (ms: number) => {
    timer = setTimeout(() => {
      running = run().then(() => {
        if (!stopped) next(SOON_MS);
      });
    }, ms).unref();
  };
  next(0);
  return {
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
