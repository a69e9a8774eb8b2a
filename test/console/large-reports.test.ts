import { afterEach, beforeEach, expect, test } from 'vitest';
import { startOfNamedDay } from '../../src/audit/days.ts';
import { report } from '../../src/console/reports/report.ts';
import { Young } from '../../src/console/reports/young.ts';
import type { Store } from '../../src/store/open.ts';
import { keepSlices } from '../../src/store/reports/slices.ts';
import type { NewMessage } from '../../src/store/tables.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { message, people } from '../store/rows.ts';

let opened: TestStore;
let store: Store;
beforeEach(async () => {
  opened = await emptyStore();
  ({ store } = opened);
  await people(store, 5);
});
afterEach(() => opened.close());

const zone = 'America/Argentina/Buenos_Aires';
const day = '2026-11-29';
const noon = startOfNamedDay(zone, day) + 12 * 3_600_000;
const main = [{ name: 'main', timeZone: zone }];

/** What one of five people asked, and the bot answered. */
const asked = (at: number, n: number): NewMessage =>
  message({ id: `m${at}`, contact_id: 1 + (n % 5), created_at: at, answered_at: 1, answer: 'bot' });

async function put(rows: NewMessage[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 500)
    await store.write((tx) =>
      tx
        .insertInto('messages')
        .values(rows.slice(at, at + 500))
        .execute(),
    );
}

test('a ledger that was never counted is not counted for one question: what is told says up to when, and the rest comes by itself', async () => {
  const every = 60_000;
  await put(Array.from({ length: 1_200 }, (_, n) => asked(noon + n * every, n)));
  const told = () => report(store.db, main, { from: day, to: '2026-11-30' }, new Young(500));
  const before = await told();
  expect(before.countedTo).toBe(noon + 500 * every);
  expect(before.total.received).toBe(500);
  await keepSlices(store, 'main', { now: noon + 1_300 * every, notBefore: 0 });
  const after = await told();
  expect(after.countedTo).toBeNull();
  expect(after.total.received).toBe(1_200);
});

test('what was counted for somebody is told to others for a while, and what is kept meanwhile comes before it', async () => {
  await put(Array.from({ length: 6_000 }, (_, n) => asked(noon + n * 1_000, n)));
  const young = new Young(2_500);
  const told = () => report(store.db, main, { from: day, to: day }, young);
  const before = await told();
  expect(before.total.received).toBe(2_500);
  await put([asked(noon + 1, 0)]);
  expect((await told()).total.received).toBe(2_500);
  await keepSlices(store, 'main', { now: noon + 86_400_000, notBefore: 0 });
  const after = await told();
  expect(after.total.received).toBe(6_001);
  expect(after.countedTo).toBeNull();
});

test('while a report is counted others go on', async () => {
  const rows = Array.from({ length: 4_000 }, (_, n) => asked(noon + n * 1_000, n));
  await put(rows);
  let turns = 0;
  let isOver = false;
  const others = () => {
    turns += 1;
    if (!isOver) setImmediate(others);
  };
  setImmediate(others);
  const { total } = await report(store.db, main, { from: '2026-11-20', to: day });
  isOver = true;
  expect(total.received).toBe(4_000);
  // Eight pieces of messages, and ten days.
  expect(turns).toBeGreaterThanOrEqual(16);
});
