import { IDLE_MS } from '../console/access/sessions.ts';
import { reasonOf } from '../errors.ts';
import { clearSessions } from '../store/console/sessions.ts';
import { prune, type PruneOptions } from '../store/prune.ts';
import type { ProcessSettings } from '../config.ts';
import type { ProcessPart } from './registering.ts';

const HOUR = 3_600_000;

/** Until when each kind that has a setting of its own goes. */
export const oldOf = (
  { retention }: Pick<ProcessSettings, 'retention'>,
  now: number,
): NonNullable<PruneOptions['kinds']> =>
  Object.fromEntries(
    Object.entries(retention).flatMap(([kind, days]) =>
      // Files are let go by whoever looks after their room.
      days === null || kind === 'files' ? [] : [[kind, now - days * 24 * HOUR]],
    ),
  );

/** Deletes, at the start and once an hour, what is older than RETENTION_DAYS and finished. */
export function openPruning({ settings, store, clock, log }: ProcessPart): { stop(): void } {
  const stopping = new AbortController();
  let running = false;
  const run = async () => {
    // A large ledger with much to delete may take longer than an hour.
    if (running) return;
    running = true;
    const now = clock.now();
    const before = now - settings.retentionDays * 24 * HOUR;
    const kinds = oldOf(settings, now);
    try {
      log.debug(await prune(store, before, { kinds, signal: stopping.signal }), 'old rows deleted');
      await store.write((tx) => clearSessions(tx, now, IDLE_MS));
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
