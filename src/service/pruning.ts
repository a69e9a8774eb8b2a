import { reasonOf } from '../errors.ts';
import { prune } from '../store/prune.ts';
import type { ProcessPart } from './registering.ts';

const HOUR = 3_600_000;

/** Deletes, at the start and once an hour, what is older than RETENTION_DAYS and finished. */
export function openPruning({ settings, store, clock, log }: ProcessPart): { stop(): void } {
  const stopping = new AbortController();
  let running = false;
  const run = async () => {
    // A large ledger with much to delete may take longer than an hour.
    if (running) return;
    running = true;
    const before = clock.now() - settings.retentionDays * 24 * HOUR;
    try {
      log.debug(await prune(store, before, { signal: stopping.signal }), 'old rows deleted');
    } catch (error) {
      if (!stopping.signal.aborted) log.error({ reason: reasonOf(error) }, 'old rows could not be deleted');
    } finally {
      running = false;
    }
  };
  void run();
  const timer = setInterval(() => void run(), HOUR).unref();
  return {
    stop() {
      clearInterval(timer);
      stopping.abort();
    },
  };
}
