import { handOver, type EffectOptions } from '../deliver/hand-over.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import { tell } from '../observe/tell.ts';
import { dueToWait } from '../store/people/waiting.ts';
import type { PartOptions } from './registering.ts';

const LOOK_MS = 1_000;
/** Each is a write of its own. */
const AT_ONCE = 50;

/** What is needed of a channel here. */
export interface WaitingChannel {
  name: string;
  log: Log;
  digest: EffectOptions;
  onJobs: () => void;
}

/**
 * Looks every second for customers who have waited too long for a person: the times stand in their rows, so that a restart loses none
 * and of several processes one acts.
 */
export function openWaiting(
  { store, clock, log }: Pick<PartOptions, 'store' | 'clock' | 'log'>,
  channels: () => readonly WaitingChannel[],
): { stop(): Promise<void> } {
  let looking: Promise<void> = Promise.resolve();
  let busy = false;
  const look = async () => {
    const now = clock.now();
    const of = new Map(channels().map((channel) => [channel.name, channel]));
    for (const { id, channel_id } of await dueToWait(store.db, [...of.keys()], now, AT_ONCE)) {
      const channel = of.get(channel_id);
      if (!channel) continue;
      const lines = await store.write((tx) => handOver(tx, id, { type: 'wait_checked' }, now, channel.digest));
      tell(channel.log, channel.name, lines);
      channel.onJobs();
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
