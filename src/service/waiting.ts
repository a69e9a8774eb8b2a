import { handOver, type EffectOptions } from '../deliver/hand-over.ts';
import { reasonOf } from '../errors.ts';
import { dueToWait } from '../store/people/waiting.ts';
import type { PartOptions } from './registering.ts';

const LOOK_MS = 1_000;
/** Each is a write of its own. */
const AT_ONCE = 50;

/**
 * Looks every second for customers who have waited too long for a person: the times stand in their rows, so that a restart loses none
 * and of several processes one acts.
 */
export function openWaiting(
  { settings, store, clock, log }: Pick<PartOptions, 'settings' | 'store' | 'clock' | 'log'>,
  effects: EffectOptions,
  onJobs: () => void,
): { stop(): Promise<void> } {
  let looking: Promise<void> = Promise.resolve();
  let busy = false;
  const look = async () => {
    const now = clock.now();
    for (const { id } of await dueToWait(store.db, [settings.channel], now, AT_ONCE)) {
      const lines = await store.write((tx) => handOver(tx, id, { type: 'wait_checked' }, now, effects));
      for (const line of lines) log.info(line.fields, line.text);
      onJobs();
    }
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    looking = look()
      .catch((error: unknown) =>
        log.error({ reason: reasonOf(error) }, 'who waits for a person could not be looked up'),
      )
      .finally(() => (busy = false));
  }, LOOK_MS);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}
