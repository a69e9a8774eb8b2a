import { afterEach, beforeEach, expect, test } from 'vitest';
import { beginList, listRead, listSeen, unheardSince } from '../../../src/listen/list/list-mark.ts';
import { openStore, type Store } from '../../../src/store/open.ts';

let store: Store;
beforeEach(async () => void (store = await openStore('sqlite::memory:')));
afterEach(() => store.close());

const key = { channelId: 'main', inboxIdentifier: 'ours' };
const BEGAN = Date.parse('2026-11-22T10:00:00.400Z');
const SECOND = BEGAN - 400;
const later = (seconds: number) => SECOND + seconds * 1000;
const unheard = (at: number) => unheardSince(store.db, key, at);
const since = async (at = later(30)) => {
  const found = await unheard(at);
  return found && { at: found.at, id: found.id };
};

test('nothing is known before it was begun; begun again it stays', async () => {
  expect(await since()).toBeNull();
  await beginList(store, key, BEGAN);
  await beginList(store, key, later(20));
  expect(await since()).toEqual({ at: SECOND, id: 0 });
});

test('of the second in which it began, messages from before are told by their ids; once', async () => {
  await beginList(store, key, BEGAN);
  const at = (ms: number) => SECOND + ms;
  await listSeen(store, key, [
    { id: 9, at: at(500) },
    { id: 7, at: at(399) },
    { id: 3, at: at(-5_000) },
  ]);
  await listSeen(store, key, [{ id: 12, at: at(100) }]);
  expect(await since()).toEqual({ at: SECOND, id: 7 });
});

test('it follows what was read with a minute in which something may have been saved late, and never goes back or ahead', async () => {
  await beginList(store, key, BEGAN);
  await listSeen(store, key, [{ id: 7, at: BEGAN - 1 }]);
  await listRead(store, key, later(30), later(31));
  expect(await since()).toEqual({ at: SECOND, id: 7 });
  await listRead(store, key, later(600), later(601));
  expect(await since(later(601))).toEqual({ at: later(540), id: 0 });
  await listRead(store, key, later(300), later(602));
  expect(await since(later(602))).toEqual({ at: later(540), id: 0 });
  // A clock of Chatwoot's that was ahead for a moment.
  await listRead(store, key, later(90_000), later(610));
  expect(await since(later(611))).toEqual({ at: later(550), id: 0 });
});

test('what is older than a week stays unsaid', async () => {
  await beginList(store, key, BEGAN);
  const week = 7 * 24 * 3_600;
  expect(await since(later(week + 500))).toEqual({ at: later(500), id: 0 });
});

test('what is older than a week is known as old until the list was read, and only what nobody has heard', async () => {
  await beginList(store, key, BEGAN);
  await listSeen(store, key, [{ id: 7, at: BEGAN - 1 }]);
  const week = 7 * 24 * 3_600;
  expect(await unheard(later(week))).toEqual({ at: SECOND, id: 7, old: null });
  expect(await unheard(later(week + 500))).toEqual({ at: later(500), id: 0, old: { at: SECOND, id: 7 } });
  await listRead(store, key, later(600), later(601));
  expect(await unheard(later(week + 599))).toMatchObject({ old: null });
  expect(await unheard(later(week + 700))).toEqual({ at: later(700), id: 0, old: { at: later(600), id: 0 } });
  // Nothing has happened in Chatwoot since.
  await listRead(store, key, later(600), later(week + 700));
  expect(await unheard(later(week + 700))).toMatchObject({ old: null });
});

test('another inbox begins anew', async () => {
  await beginList(store, key, BEGAN);
  await listRead(store, key, later(600), later(601));
  const other = { ...key, inboxIdentifier: 'another' };
  expect(await unheardSince(store.db, other, later(700))).toBeNull();
  await beginList(store, other, later(700));
  expect(await unheardSince(store.db, other, later(701))).toEqual({ at: later(700), id: 0, old: null });
});
