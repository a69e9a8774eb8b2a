import { afterEach, beforeEach } from 'vitest';
import type { Details, Notice } from '../../src/notify/notice.ts';
import { Watch, type WatchedChannel, type WatchOptions } from '../../src/notify/watch.ts';
import type { NotifySettings } from '../../src/settings/settings.ts';
import type { Store } from '../../src/store/open.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';

export let opened: TestStore;
export let store: Store;
export let clock: { at: number; now: () => number };
let ids = 0;

/** Before each test of this file an empty ledger and a clock of its own. */
export function withLedger(): void {
  beforeEach(async () => {
    opened = await emptyStore();
    ({ store } = opened);
    clock = { at: 1_000_000_000, now: () => clock.at };
    ids = 0;
  });
  afterEach(() => opened.close());
}

export const notify: NotifySettings = { url: 'http://127.0.0.1:9/', secret: null, phone: null, template: null };

export const channel = (given: Partial<NotifySettings> = {}, name = 'main'): WatchedChannel => ({
  name,
  settings: { notify: { ...notify, ...given } },
});

export const watch = (given: Partial<WatchOptions> = {}): Watch =>
  new Watch({ store, clock, newId: () => `n${(ids += 1)}`, onNotice: () => undefined, ...given });

/** What is to be told, in its order: by which way, of what. */
export async function toTell(): Promise<string[]> {
  const jobs = await store.db.selectFrom('jobs').selectAll().where('kind', '=', 'notify').orderBy('id').execute();
  return jobs.map(({ key, channel_id, payload }) => {
    const { subject, state } = JSON.parse(payload) as Notice;
    return `${channel_id} ${key.split(':')[1]} ${subject} ${state}`;
  });
}

/** Looks every five seconds for so many minutes. */
export async function looks(
  one: Watch,
  of: WatchedChannel,
  minutes: number,
  isSo: boolean,
  details: Details = {},
): Promise<void> {
  for (let n = 0; n < minutes * 12; n++) {
    clock.at += 5_000;
    await one.look(of, 'parked', { isSo, details });
  }
}
