import { reasonOf } from '../errors.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import { dueWork } from '../store/due-work.ts';
import type { Store } from '../store/open.ts';
import type { JobKind } from '../store/tables.ts';

/** Work that another process added is seen within this time. */
const POLL_MS = 1_000;

export interface LookoutOptions {
  store: Store;
  clock: Clock;
  log: Log;
  onDue: (channelId: string, kind: JobKind) => void;
}

/**
 * Looks once a second for all workers of all channels whether something is due: 200 idle channels cost one statement. Who has something
 * that is due earlier than that looks for itself.
 */
export class Lookout {
  readonly #options: LookoutOptions;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;
  /** Told of something while it was looking: that look may have begun before. */
  #again = false;
  #stopped = false;
  #lookedAt = -Infinity;

  constructor(options: LookoutOptions) {
    this.#options = options;
  }

  start(): void {
    this.now();
  }

  /** Another process told that there is something. */
  now(): void {
    if (this.#stopped) return;
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#looking) this.#again = true;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
      if (this.#again) {
        this.#again = false;
        this.now();
      } else if (!this.#stopped) this.#timer = setTimeout(() => this.now(), POLL_MS);
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { store, clock, log, onDue } = this.#options;
    try {
      const now = clock.now();
      // Set back: whatever waits is counted anew by those who do it (`afterClockSetBack`).
      const by = now < this.#lookedAt ? Number.MAX_SAFE_INTEGER : now;
      this.#lookedAt = now;
      for (const { channelId, kind } of await dueWork(store.db, by)) onDue(channelId, kind);
    } catch (error) {
      log.error({ reason: reasonOf(error) }, 'the queue could not be looked at');
    }
  }
}
