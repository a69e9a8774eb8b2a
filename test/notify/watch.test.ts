import { expect, test } from 'vitest';
import { lookAtChannels } from '../../src/notify/look-at-channels.ts';
import { setValue } from '../../src/store/meta.ts';
import type { Store } from '../../src/store/open.ts';
import { contact } from '../store/rows.ts';
import { channel, clock, looks, store, toTell, watch, withLedger } from './setup.ts';

withLedger();

const both = { phone: '5491155550199' };

test('parked and well again: one thing to tell for each change, by each way that is set', async () => {
  const one = watch();
  await looks(one, channel(both), 10, true);
  await looks(one, channel(both), 10, false);
  expect(await toTell()).toEqual([
    'main url parked begun',
    'main phone parked begun',
    'main url parked over',
    'main phone parked over',
  ]);
});

test('another process that begins after a crash neither tells it again nor forgets that it is over', async () => {
  await looks(watch(), channel(), 2, true);
  await looks(watch(), channel(), 30, true);
  expect(await toTell()).toEqual(['main url parked begun']);
  await looks(watch(), channel(), 4, false);
  // It died a minute before it would have told it: the next one does, and counts from when it began.
  await looks(watch(), channel(), 2, false);
  expect(await toTell()).toEqual(['main url parked begun', 'main url parked over']);
});

test('of two that look at the same time only one tells', async () => {
  const [one, other] = [watch(), watch()];
  for (const isSo of [true, false])
    for (let n = 0; n < 80; n++) {
      clock.at += 5_000;
      await Promise.all([one, other].map((it) => it.look(channel(), 'parked', { isSo })));
    }
  expect(await toTell()).toEqual(['main url parked begun', 'main url parked over']);
});

test('what cannot be written is told by the next look, once', async () => {
  let isDown = false;
  const failing: Store = {
    ...store,
    write: (...given) => (isDown ? Promise.reject(new Error('the disk is full')) : store.write(...given)),
  };
  const one = watch({ store: failing });
  await looks(one, channel(), 0.9, true);
  isDown = true;
  clock.at += 60_000;
  await expect(one.look(channel(), 'parked', { isSo: true })).rejects.toThrow('full');
  expect(await toTell()).toEqual([]);
  isDown = false;
  await looks(one, channel(), 1, true);
  expect(await toTell()).toEqual(['main url parked begun']);
});

test('who waits, and what is missing, is told of the channel alone that it is of; and nobody where no way is set', async () => {
  const channels = ['main', 'other', 'quiet'].map((name) => ({
    ...channel(name === 'quiet' ? { url: null } : {}, name),
    parked: null,
  }));
  const one = watch();
  const lookFor = async (minutes: number) => {
    for (let n = 0; n < minutes * 12; n++) {
      clock.at += 5_000;
      await lookAtChannels(channels, { store, clock, watch: one });
    }
  };
  const since = clock.at - 7 * 60_000;
  const waits = async (waId: string, channel_id: string, answered_reminded: number) => {
    const { id } = await store.write((tx) => contact(tx, { waId }));
    await store.write((tx) =>
      tx
        .updateTable('contacts')
        .set({ channel_id, answered_reminded, answered_since: since })
        .where('id', '=', id)
        .execute(),
    );
  };
  await waits('5491155550123', 'main', 1);
  await waits('5491155550124', 'main', 1);
  await waits('5491155550125', 'quiet', 1);
  await waits('5491155550126', 'other', 0);
  const audited = { at: clock.at, from: 0, to: clock.at, gaps: { unregistered: 2 }, chatwoot: 'compared', known: [] };
  await store.write((tx) => setValue(tx, 'audit:other', JSON.stringify(audited)));
  await store.write((tx) =>
    tx
      .insertInto('jobs')
      .values(
        ['register:m1', 'register:m2', 'arrange:x:note'].map((key) => ({
          ...{ channel_id: 'other', kind: 'register' as const, lane: key, contact_id: 1, key, payload: '{}' },
          ...{ state: 'problem' as const, due_at: 0, created_at: 0 },
        })),
      )
      .execute(),
  );
  await lookFor(2);
  expect(await toTell()).toEqual(['main url waiting begun', 'other url gap begun']);
  const payloads = await store.db.selectFrom('jobs').select('payload').where('kind', '=', 'notify').execute();
  expect(payloads.map(({ payload }) => (JSON.parse(payload) as { details: object }).details)).toEqual([
    { people: 2, minutes: 7 },
    { missing: 2, unregistered: 2 },
  ]);
  // Somebody is answered, one waits still: nothing has changed. What was lost is mended, what the audit found is not.
  await store.write((tx) =>
    tx.updateTable('contacts').set({ answered_reminded: 0 }).where('wa_id', '=', '5491155550123').execute(),
  );
  await store.write((tx) => tx.updateTable('jobs').set({ state: 'done' }).where('kind', '=', 'register').execute());
  await lookFor(10);
  expect(await toTell()).toHaveLength(2);
  await store.write((tx) =>
    tx.updateTable('contacts').set({ answered_reminded: 0 }).where('channel_id', '=', 'main').execute(),
  );
  await store.write((tx) => setValue(tx, 'audit:other', JSON.stringify({ ...audited, gaps: {} })));
  await lookFor(6);
  expect((await toTell()).slice(2).sort()).toEqual(['main url waiting over', 'other url gap over']);
});
