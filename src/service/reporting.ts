import { pause } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import { dropOld } from '../store/reports/drop-old.ts';
import { keepSlices } from '../store/reports/slices.ts';
import type { ProcessPart } from './registering.ts';

const MINUTE = 60_000;
/** After a start others go first; a ledger that was never counted is to be in less than a minute. */
const FIRST_MS = 5_000;
const DAY = 24 * 60 * MINUTE;
/** Reports reach back so far; they hold no person's words or numbers. */
const KEPT_DAYS = 400;
/** Between two pieces everybody else goes first. Milliseconds. */
const REST_MS = 20;

/** Counts each minute what the quarters of an hour came to that are over, so that reports need not read a million messages. */
export function openReporting(
  { settings, store, clock, log }: ProcessPart,
  channels: () => readonly { name: string }[],
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const run = async () => {
    const now = clock.now();
    const options = { now, notBefore: now - settings.retentionDays * DAY, signal, rest: () => pause(REST_MS, signal) };
    for (const { name } of channels()) {
      if (signal.aborted) return;
      await keepSlices(store, name, options);
      await store.write((tx) => dropOld(tx, name, now - KEPT_DAYS * DAY));
    }
  };
  const look = () => {
    if (busy) return;
    busy = true;
    running = run()
      .catch((error: unknown) => {
        if (!signal.aborted) log.error({ reason: reasonOf(error) }, 'reports could not be kept, they are in a minute');
      })
      .finally(() => (busy = false));
  };
  const first = setTimeout(look, FIRST_MS).unref();
  const timer = setInterval(look, MINUTE).unref();
  return {
    async stop() {
      clearTimeout(first);
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
