import { afterEach, beforeEach, expect, test } from 'vitest';
import { backlog } from '../../src/store/backlog.ts';
import type { JobKind, JobState } from '../../src/store/tables.ts';
import { emptyStore, type TestStore } from './databases.ts';

let opened: TestStore;
beforeEach(async () => void (opened = await emptyStore()));
afterEach(() => opened.close());

let keys = 0;
const add = (kind: JobKind, state: JobState, created_at: number, count = 1) =>
  opened.store.write(async (tx) => {
    for (let n = 0; n < count; n++) {
      const key = `k${(keys += 1)}`;
      const values = { kind, lane: key, contact_id: 1, key, payload: '{}', state, due_at: 0, created_at };
      await tx.insertInto('jobs').values(values).execute();
    }
  });
const event = (outcome: string | null) =>
  opened.store.write((tx) =>
    tx.insertInto('events').values({ source: 'whatsapp', raw: '{}', received_at: 1, outcome }).execute(),
  );

test('what waits by kind, since when, and what was given up', async () => {
  await add('register', 'waiting', 700, 3);
  await add('register', 'ready', 500);
  await add('send', 'ready', 900);
  await add('send', 'done', 1);
  await add('look', 'problem', 1, 2);
  for (const outcome of [null, null, 'read', 'failed: a part']) await event(outcome);
  expect(await backlog(opened.store, 1_000)).toEqual({
    waiting: { turn: 0, send: 1, register: 4, fetch: 0, look: 0, tick: 0, hear: 0 },
    oldestMs: 500,
    problems: 2,
    unread: 2,
    unreadable: 1,
  });
});

test('nothing waits', async () => {
  expect(await backlog(opened.store, 1_000)).toMatchObject({ oldestMs: 0, problems: 0, unread: 0, unreadable: 0 });
});

test('counted only so far where that is enough; the oldest is known all the same', async () => {
  await add('register', 'waiting', 700, 30);
  await add('register', 'waiting', 300);
  await add('send', 'problem', 1, 30);
  expect(await backlog(opened.store, 1_000, 10)).toMatchObject({
    waiting: { register: 10 },
    oldestMs: 700,
    problems: 10,
  });
});
