import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeKey } from '../../src/store/idempotency.ts';
import type { Store } from '../../src/store/open.ts';
import { emptyStore, type TestStore } from './databases.ts';

let opened: TestStore;
let store: Store;
beforeEach(async () => {
  opened = await emptyStore();
  ({ store } = opened);
});
afterEach(async () => await opened.close());

const use = { channelId: 'main', key: 'order-4711', bodyHash: 'abc', answer: '["id-1"]', now: 1_000 };

test('a new key is taken; its second use gives the first answer', async () => {
  expect(await store.write((tx) => takeKey(tx, use))).toBeNull();
  const again = await store.write((tx) => takeKey(tx, { ...use, answer: '["id-2"]', now: 2_000 }));
  expect(again).toEqual({ answer: '["id-1"]', sameBody: true });
});

test('another body under a used key is told apart', async () => {
  await store.write((tx) => takeKey(tx, use));
  expect(await store.write((tx) => takeKey(tx, { ...use, bodyHash: 'xyz' }))).toMatchObject({ sameBody: false });
});

test('of many at once one takes the key', async () => {
  const uses = await Promise.all(
    Array.from({ length: 16 }, (_, n) => store.write((tx) => takeKey(tx, { ...use, answer: `["id-${n}"]` }))),
  );
  expect(uses.filter((one) => one === null)).toHaveLength(1);
  const winner = `["id-${uses.indexOf(null)}"]`;
  expect(new Set(uses.filter((one) => one !== null).map(({ answer }) => answer))).toEqual(new Set([winner]));
});

test('work that failed gives its key back', async () => {
  const failing = store.write(async (tx) => {
    await takeKey(tx, use);
    throw new Error('the disk is full');
  });
  await expect(failing).rejects.toThrow('the disk is full');
  expect(await store.write((tx) => takeKey(tx, use))).toBeNull();
});
