import type { Clock } from '../clock.ts';
import type { ChannelSettings } from '../settings/settings.ts';
import { replaceTold, toldOf, type Subject } from '../store/notify/conditions.ts';
import { addNotice, type Way } from '../store/notify/jobs.ts';
import type { Store } from '../store/open.ts';
import { afterLook, type Condition } from './condition.ts';
import type { Details, Notice } from './notice.ts';

/** What is needed of a channel to tell of it. */
export interface WatchedChannel {
  name: string;
  settings: Pick<ChannelSettings, 'notify'>;
}

/** A subject as it is found: whether it is so, since when where that is known, and what else is. */
export interface Found {
  isSo: boolean;
  since?: number;
  details?: Details;
}

export interface WatchOptions {
  store: Store;
  clock: Clock;
  newId: () => string;
  /** There is something to tell in the ledger. */
  onNotice: (channel: string) => void;
}

/** By which ways this channel's operator is told; none: nothing is looked at for it. */
export const waysOf = ({ notify }: WatchedChannel['settings']): Way[] => [
  ...(notify.url === null ? [] : ['url' as const]),
  ...(notify.phone === null ? [] : ['phone' as const]),
];

/**
 * Remembers what the operator was told, in the ledger, and adds what is to be told in the very write that notes that they are: a crash
 * tells nothing twice and forgets nothing. Each subject of a channel is looked at by one run at a time; where two do, the first to write
 * tells.
 */
export class Watch {
  readonly #options: WatchOptions;
  readonly #known = new Map<string, Condition>();

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** What is known of it before it is looked at. */
  async known(channel: string, subject: Subject): Promise<Condition> {
    const key = `${subject}:${channel}`;
    const known = this.#known.get(key) ?? {
      ...(await toldOf(this.#options.store.db, channel, subject)),
      calmSince: null,
    };
    this.#known.set(key, known);
    return known;
  }

  async look({ name: channel, settings }: WatchedChannel, subject: Subject, found: Found): Promise<void> {
    const { store, clock, newId, onNotice } = this.#options;
    const now = clock.now();
    const before = await this.known(channel, subject);
    const { after, tell } = afterLook(subject, before, found.isSo, now);
    const key = `${subject}:${channel}`;
    if (!tell && after.since === before.since) {
      this.#known.set(key, after);
      return;
    }
    const ways = waysOf(settings);
    const id = newId();
    const since = found.since ?? before.since ?? now;
    const state = found.isSo ? 'begun' : 'over';
    const written = await store.write(async (tx) => {
      const replaced = await replaceTold(tx, { channel, subject }, before, tell ? { ...after, toldAt: now } : after);
      if (!replaced || !tell) return replaced;
      for (const way of ways) {
        const payload: Notice = { id, subject, state, since, at: now, details: found.details ?? {} };
        await addNotice(tx, { channel, way, id, payload, now });
      }
      return true;
    });
    // Who was first has told it: what they wrote is read anew.
    if (!written) this.#known.delete(key);
    else {
      this.#known.set(key, after);
      if (tell) onNotice(channel);
    }
  }
}
