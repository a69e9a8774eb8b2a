import { expect, test } from 'vitest';
import { PARTS_AT_ONCE } from '../../src/intake/digest-body.ts';
import type { Store } from '../../src/store/open.ts';
import { eventually } from '../stack.ts';
import { digest, digests, keep, outcomes, store, take, texts, withDigests } from './digest-setup.ts';
import { body, text } from './inbound.ts';

withDigests();

/** One body with so many messages of a few people. */
const large = (count: number, name = 'w') =>
  body({
    messages: Array.from({ length: count }, (_, n) =>
      text(`${name}${n}`, `${name} ${n}`, { from: `54911555501${10 + (n % 7)}` }),
    ),
  });
const said = (count: number, name = 'w') => Array.from({ length: count }, (_, n) => `${name} ${n}`);
const inOrder = async () =>
  (await store.db.selectFrom('messages').select('text').orderBy('id').execute()).map((it) => it.text);
const event = () => store.db.selectFrom('events').selectAll().orderBy('id').executeTakeFirstOrThrow();
const count = async () => (await store.db.selectFrom('messages').select('id').execute()).length;

/** The store, told of each write that is through; it may stop what writes by throwing before one. */
function watched(after: (n: number) => Promise<void> | void, before: (n: number) => void = () => undefined): Store {
  let writes = 0;
  return {
    ...store,
    write: async (work) => {
      before(writes + 1);
      const value = await store.write(work);
      await after((writes += 1));
      return value;
    },
  };
}
const full = () => Object.assign(new Error('database or disk is full'), { errcode: 13 });

test('a large body is written a piece at a time, in order, and counts as read with the last', async () => {
  const seen: { messages: number; outcome: string | null }[] = [];
  digest({
    store: watched(async () => void seen.push({ messages: await count(), outcome: (await event()).outcome })),
  });
  await take(large(450));
  expect(await inOrder()).toEqual(said(450));
  const steps = seen.map(({ messages: all }, n) => all - (seen[n - 1]?.messages ?? 0));
  expect(Math.max(...steps)).toBeLessThanOrEqual(PARTS_AT_ONCE);
  expect(seen.filter(({ messages: all }) => all < 450).every(({ outcome }) => outcome === null)).toBe(true);
  expect(await outcomes()).toEqual(['read']);
});

test('many small bodies share a transaction, up to as many parts', async () => {
  const steps: number[] = [];
  let before = 0;
  // Counted where the next transaction begins: what shares one is there at once.
  await keep(...Array.from({ length: 20 }, (_, n) => large(30, `b${n} `)));
  digest({
    store: watched(async () => {
      const now = await count();
      if (now !== before) steps.push(now - before);
      before = now;
    }),
  }).wake();
  await eventually(async () => !(await outcomes()).includes(null));
  expect(await count()).toBe(20 * 30);
  expect(Math.max(...steps)).toBeLessThanOrEqual(PARTS_AT_ONCE);
});

test.each([1, 2, 4])('where it dies after %i pieces it goes on with the next: each part once', async (pieces) => {
  await keep(large(400));
  digest({
    store: watched(
      () => undefined,
      (n) => {
        if (n > pieces) throw full();
      },
    ),
  }).wake();
  await eventually(async () => (await count()) === pieces * PARTS_AT_ONCE);
  await Promise.all(digests.splice(0).map((one) => one.stop()));
  const made: string[] = [];
  digest({
    newId: () => {
      made.push('id');
      return `z-${String(made.length).padStart(5, '0')}`;
    },
  }).wake();
  await eventually(async () => !(await outcomes()).includes(null));
  expect(await inOrder()).toEqual(said(400));
  // Nothing was read a second time, not even to be dropped as a copy.
  expect(made).toHaveLength(400 - pieces * PARTS_AT_ONCE);
});

test('stopped in the middle, it goes on at the next start', async () => {
  await keep(large(900));
  const first = digest();
  first.wake();
  await eventually(async () => (await count()) > 0);
  await first.stop();
  const before = await count();
  expect(before).toBeLessThan(900);
  digest().wake();
  await eventually(async () => !(await outcomes()).includes(null));
  expect((await texts()).length).toBe(900);
});

test('a part that fails costs only itself, and is remembered to the end, also over a crash', async () => {
  let made = 0;
  const failing = () => {
    made += 1;
    if (made === 7) throw new Error('no id');
    return `a-${String(made).padStart(5, '0')}`;
  };
  await keep(large(250));
  digest({
    newId: failing,
    store: watched(
      () => undefined,
      (n) => {
        if (n > 1) throw full();
      },
    ),
  }).wake();
  await eventually(async () => (await event()).parts_read > 0);
  await Promise.all(digests.splice(0).map((one) => one.stop()));
  digest().wake();
  await eventually(async () => !(await outcomes()).includes(null));
  expect(await outcomes()).toEqual(['failed: no id']);
  expect(await count()).toBe(249);
});

test('two processes read one large body once, in order', async () => {
  await keep(large(600));
  digest().wake();
  digest().wake();
  await eventually(async () => !(await outcomes()).includes(null));
  // The ids of both are from one row of numbers: their order is that of writing.
  expect(await inOrder()).toEqual(said(600));
});

test('later bodies stay behind it; what Chatwoot tells does not', async () => {
  const heardAt: number[] = [];
  digest({
    store: watched(async () => {
      const row = await store.db
        .selectFrom('events')
        .select('outcome')
        .where('source', '=', 'chatwoot')
        .executeTakeFirst();
      if (row && row.outcome !== null) heardAt.push(await count());
    }),
  });
  await keep(large(400), body({ messages: [text('later', 'después')] }));
  await store.write((tx) =>
    tx.insertInto('events').values({ source: 'chatwoot', raw: '{"event":"x"}', received_at: Date.now() }).execute(),
  );
  await take();
  expect(await inOrder()).toEqual([...said(400), 'después']);
  expect(heardAt[0]).toBeLessThan(400);
});
