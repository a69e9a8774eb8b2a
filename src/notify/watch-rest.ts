import { reasonOf } from '../errors.ts';
import { every as everySoOften } from '../every.ts';
import type { Log } from '../observe/log.ts';
import type { Target } from '../targets/target.ts';
import { BEFORE } from './fixes.ts';
import { waysOf, Watch, type WatchedChannel, type WatchOptions } from './watch.ts';

const LOOK_MS = 1_000;

/** Tells where a side does not work for long: of each target the run that calls it, since nobody else knows. */
export function watchRest(
  channel: WatchedChannel,
  target: Target,
  { log, every = everySoOften, ...options }: WatchOptions & { log: Log; every?: typeof everySoOften },
): { stop(): Promise<void> } {
  if (waysOf(channel.settings).length === 0) return { stop: () => Promise.resolve() };
  const watch = new Watch(options);
  const subject = target.name;
  let looking: Promise<void> | null = null;
  let first = true;
  const look = async () => {
    // Whoever takes over knows nothing of it yet: "well again" must not be told for that alone.
    if (first && (await watch.known(channel.name, subject)).told) await target.isDown(BEFORE.reason, BEFORE.fix);
    first = false;
    const { rest } = target;
    // Parked: it is told as that, and whether the side works nobody asks.
    if (rest?.parked) return;
    await watch.look(channel, subject, {
      isSo: rest !== null,
      details: rest ? { reason: rest.reason, fix: rest.fix } : {},
    });
  };
  const end = every(LOOK_MS, () => {
    looking ??= look()
      .catch((error: unknown) =>
        log.error({ reason: reasonOf(error) }, 'what the operator is to be told could not be looked up'),
      )
      .finally(() => (looking = null));
  });
  return {
    async stop() {
      end();
      await looking;
    },
  };
}
