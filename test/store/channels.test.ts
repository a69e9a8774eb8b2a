import { afterEach, beforeEach, expect, test } from 'vitest';
import { addMessage, messageByWamid } from '../../src/store/messages.ts';
import { addJob, claim, hurryFailed, nextDue } from '../../src/store/jobs.ts';
import { takeKey } from '../../src/store/idempotency.ts';
import { placesBySource } from '../../src/store/people/places.ts';
import { contactOf } from '../../src/store/people/contacts.ts';
import { activePeople, peopleInHands } from '../../src/store/people/who-to-hear.ts';
import { dueToWait } from '../../src/store/people/waiting.ts';
import { advanceSend, hasSend, sendOfStatus } from '../../src/store/sends.ts';
import type { Store } from '../../src/store/open.ts';
import { addPart } from '../../src/deliver/add-part.ts';
import { emptyStore, type TestStore } from './databases.ts';
import { message, person } from './rows.ts';

const ana = '5493415550101';
let opened: TestStore;
let store: Store;
/** The same person at two numbers. */
let at: Record<'main' | 'sales', number>;
beforeEach(async () => {
  opened = await emptyStore();
  ({ store } = opened);
  const of = async (channelId: string) =>
    (await store.write((tx) => contactOf(tx, { ...person({ waId: ana }), channelId }))).id;
  at = { main: await of('main'), sales: await of('sales') };
});
afterEach(() => opened.close());

const channels = ['main', 'sales'] as const;

test('the same person at two numbers is two people, each with places of their own', async () => {
  expect(at.main).not.toBe(at.sales);
  for (const channel of channels) {
    await store.write((tx) =>
      tx.updateTable('places').set({ source_id: ana }).where('contact_id', '=', at[channel]).execute(),
    );
  }
  for (const channel of channels)
    expect(await placesBySource(store.db, channel, ana)).toMatchObject([{ contact_id: at[channel] }]);
});

test('work is its person’s channel’s, under the same key at two of them, and only that channel takes it', async () => {
  for (const channel of channels)
    await store.write((tx) =>
      addJob(tx, { kind: 'send', contactId: at[channel], key: 'the same', payload: {}, dueAt: 10 }),
    );
  expect(await nextDue(store.db, 'sales', 'send')).toBe(10);
  expect(await nextDue(store.db, 'other', 'send')).toBeNull();
  const take = (channelId: string) =>
    store.write((tx) => claim(tx, { channelId, kind: 'send', limit: 9, now: 20, leaseMs: 1_000, token: 'mine' }));
  expect(await take('sales')).toMatchObject([{ contact_id: at.sales, channel_id: 'sales' }]);
  expect(await take('sales')).toEqual([]);
  expect(await take('main')).toMatchObject([{ contact_id: at.main, channel_id: 'main' }]);
});

test('an outage that is over hurries only what waits in that channel', async () => {
  for (const channel of channels)
    await store.write(async (tx) => {
      await addJob(tx, { kind: 'send', contactId: at[channel], key: channel, payload: {}, dueAt: 900 });
      await tx.updateTable('jobs').set({ failing_since: 1 }).where('key', '=', channel).execute();
    });
  await store.write((tx) => hurryFailed(tx, 'sales', 'send', 50));
  expect([await nextDue(store.db, 'main', 'send'), await nextDue(store.db, 'sales', 'send')]).toEqual([900, 50]);
});

test('what a caller or WhatsApp named the same at two numbers is two things', async () => {
  const use = { key: 'order-1', bodyHash: 'x', answer: '[]', now: 1 };
  for (const channelId of channels) expect(await store.write((tx) => takeKey(tx, { channelId, ...use }))).toBeNull();
  for (const channel of channels) {
    await store.write(async (tx) => {
      const row = message({ id: channel, contact_id: at[channel], channel_id: channel, wamid: `in.${channel}` });
      expect(await addMessage(tx, row)).toBe(true);
      await addPart(tx, { contactId: at[channel], messageId: channel, part: 0, payload: {} }, 0);
      await advanceSend(tx, { id: channel }, { state: 'sent', wamid: 'wamid.same' });
    });
  }
  for (const channel of channels) {
    expect(await store.write((tx) => hasSend(tx, channel, 'wamid.same'))).toBe(true);
    const status = { wamid: 'wamid.same', callbackId: null };
    expect((await store.write((tx) => sendOfStatus(tx, channel, status)))?.id).toBe(channel);
    // Our own id tells nothing at another number.
    const stray = { wamid: 'wamid.else', callbackId: channel === 'main' ? 'sales' : 'main' };
    expect(await store.write((tx) => sendOfStatus(tx, channel, stray))).toBeUndefined();
    expect((await messageByWamid(store.db, channel, 'wamid.same'))?.id).toBe(channel);
  }
});

test('who is swept, listened to and reminded of is each channel’s own', async () => {
  await store.write((tx) =>
    tx
      .updateTable('contacts')
      .set({ answered_by: 'human', active_at: 5, answered_remind_at: 5 })
      .where('id', '=', at.sales)
      .execute(),
  );
  expect(await peopleInHands(store.db, 'main', null, 9)).toEqual([]);
  expect(await activePeople(store.db, 'main', 0, null, 9)).toEqual([]);
  expect(await peopleInHands(store.db, 'sales', null, 9)).toMatchObject([{ id: at.sales }]);
  expect(await activePeople(store.db, 'sales', 0, null, 9)).toMatchObject([{ id: at.sales }]);
  expect(await dueToWait(store.db, ['main'], 10, 9)).toEqual([]);
  expect(await dueToWait(store.db, ['main', 'sales'], 10, 9)).toEqual([{ id: at.sales, channel_id: 'sales' }]);
});
