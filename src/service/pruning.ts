import { reasonOf } from '../errors.ts';
import { prune } from '../store/prune.ts';
import type { PartOptions } from './registering.ts';

const HOUR = 3_600_000;

/** Deletes, at the start and once an hour, what is older than RETENTION_DAYS and finished. */
export function openPruning({ settings, store, clock, log }: PartOptions): { stop(): void } {
  const run = () => {
    const before = clock.now() - settings.retentionDays * 24 * HOUR;
    prune(store, before).then(
      (counts) => log.debug(counts, 'old rows deleted'),
      (error: unknown) => log.error({ reason: reasonOf(error) }, 'old rows could not be deleted'),
    );
  };
  run();
  const timer = setInterval(run, HOUR).unref();
  return { stop: () => clearInterval(timer) };
}
