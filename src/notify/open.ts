import { reasonOf } from '../errors.ts';
import { every as everySoOften } from '../every.ts';
import type { Log } from '../observe/log.ts';
import { Worker, type WorkerOptions } from '../queue/worker.ts';
import { lookAtChannels, type LookedChannel } from './look-at-channels.ts';
import type { PhoneChannel } from './send-to-phone.ts';
import { tellHandler, type TellOptions } from './tell.ts';
import { waysOf, Watch } from './watch.ts';

const LOOK_MS = 1_000;

/** A channel as the one who tells of it needs it. */
export type NotifyChannel = LookedChannel & Omit<PhoneChannel, 'store' | 'clock'>;

export interface NotifyOptions extends TellOptions, Pick<WorkerOptions, 'random' | 'token' | 'isSure'> {
  log: Log;
  newId: () => string;
  channels: () => readonly NotifyChannel[];
  /** In place of a timer (for tests). */
  every?: typeof everySoOften;
}

export interface Notifying {
  /** Something is due to be told for this channel. */
  wake(channel: string): void;
  stop(): Promise<void>;
}

/** Looks at all channels, and tells their operators: one run at a time does it for the whole ledger. */
export function openNotifying(options: NotifyOptions): Notifying {
  const { store, clock, log, newId, channels, every = everySoOften } = options;
  /** Of the channel as it was when it was opened: one that was opened anew has other settings. */
  const workers = new Map<string, { of: NotifyChannel['settings']; worker: Worker }>();
  const ended = new Set<Promise<void>>();
  let isStopped = false;
  const watch = new Watch({ store, clock, newId, onNotice: (channel) => wake(channel) });

  /** None where nothing is to be told: what was to be told before waits for the setting to come back, or for its day to be over. */
  function workerOf(name: string): Worker | undefined {
    const channel = channels().find((one) => one.name === name);
    const open = workers.get(name);
    if (open && open.of === channel?.settings) return open.worker;
    if (open) {
      workers.delete(name);
      const stopped = open.worker.stop(0).finally(() => ended.delete(stopped));
      ended.add(stopped);
    }
    if (!channel || isStopped) return undefined;
    const worker = new Worker({
      ...options,
      log: channel.log,
      ...{ channelId: name, kind: 'notify', isWoken: true, limit: () => 2 },
      handler: tellHandler({ ...channel, store, clock }, options),
    });
    workers.set(name, { of: channel.settings, worker });
    return worker;
  }

  function wake(name: string): void {
    if (!isStopped) workerOf(name)?.wake();
  }

  let looking: Promise<void> | null = null;
  const end = every(LOOK_MS, () => {
    if (!channels().some(({ settings }) => waysOf(settings).length > 0)) return;
    looking ??= lookAtChannels(channels(), { store, clock, watch })
      .catch((error: unknown) =>
        log.error({ reason: reasonOf(error) }, 'what the operator is to be told could not be looked up'),
      )
      .finally(() => (looking = null));
  });
  return {
    wake,
    async stop() {
      isStopped = true;
      end();
      await looking;
      await Promise.all([...ended, ...[...workers.values()].map(({ worker }) => worker.stop(GRACE_MS))]);
    },
  };
}

/** For a call that is under way. */
const GRACE_MS = 10_000;
