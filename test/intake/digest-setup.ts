import { afterEach, beforeEach } from 'vitest';
import { Digest, type DigestOptions } from '../../src/intake/digest.ts';
import type { DigestChannel } from '../../src/intake/digest-channels.ts';
import { eventInbox } from '../../src/intake/event-inbox.ts';
import { silentLog } from '../../src/observe/log.ts';
import type { Store } from '../../src/store/open.ts';
import { effects } from '../effects.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { eventually } from '../stack.ts';

export const HOUR = 3_600_000;
export let opened: TestStore;
export let store: Store;
export let ids: number;
export const digests: Digest[] = [];
/** Before each test of this file an empty ledger; its digests end with it. */
export function withDigests(): void {
  beforeEach(async () => {
    opened = await emptyStore();
    ({ store } = opened);
    ids = 0;
  });
  afterEach(async () => {
    await Promise.all(digests.splice(0).map((digest) => digest.stop()));
    await opened.close();
  });
}

/** What a digest is given, and what the one channel is told. */
type Given = Partial<DigestOptions & DigestChannel & { onJobs: () => void }>;

export function digest(given: Given = {}): Digest {
  const log = given.log ?? silentLog();
  const channel: DigestChannel = {
    ...effects(() => `id-${String((ids += 1)).padStart(5, '0')}`),
    channelId: 'main',
    bot: true,
    files: false,
    listen: null,
    answerMaxAgeMs: 24 * HOUR,
    ...given,
    log,
  };
  const of = (name: string) => ({ ...channel, channelId: name });
  const one = new Digest({
    store: given.store ?? store,
    clock: given.clock ?? { now: () => Date.now() },
    log,
    channels: given.channels ?? {
      of,
      ofNumber: () => null,
      besides: (name) => [of(name)],
      onJobs: () => given.onJobs?.(),
    },
  });
  digests.push(one);
  return one;
}
export const keep = (...bodies: (object | string)[]) => {
  const inbox = eventInbox(store, () => undefined);
  return Promise.all(
    bodies.map((it) =>
      inbox({
        channel_id: 'main',
        source: 'whatsapp',
        raw: typeof it === 'string' ? it : JSON.stringify(it),
        received_at: Date.now(),
      }),
    ),
  );
};
export const outcomes = async () =>
  (await store.db.selectFrom('events').select('outcome').orderBy('id').execute()).map(({ outcome }) => outcome);
/** Keeps the bodies and waits until all are read. */
export async function take(...bodies: (object | string)[]): Promise<void> {
  await keep(...bodies);
  const one = digests[0] ?? digest();
  one.wake();
  await eventually(async () => !(await outcomes()).includes(null));
}
export const messages = () => store.db.selectFrom('messages').selectAll().orderBy('id').execute();
export const texts = async () => (await messages()).map((it) => it.text);
export const kinds = async () =>
  (await store.db.selectFrom('jobs').select('kind').orderBy('id').execute()).map(({ kind }) => kind);
export const contacts = () => store.db.selectFrom('contacts').selectAll().orderBy('id').execute();
