import { afterEach, beforeEach, expect, test } from 'vitest';
import { Absences } from '../../src/queue/absences.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';

let opened: TestStore;
let now = 0;
const clock = { now: () => now };
const open = () => Absences.open(opened.store, clock, () => now);
beforeEach(async () => {
  opened = await emptyStore();
  now = 1_000_000;
});
afterEach(async () => await opened.close());

/** Says every three seconds that it is there. */
async function there(absences: Absences, seconds: number): Promise<void> {
  for (const end = now + seconds * 1_000; now < end; now += 3_000) await absences.here();
  await absences.here();
}

test('what was between two runs is an absence, and counts from the moment that is asked about', async () => {
  await there(await open(), 30);
  const ended = now;
  now += 5_000;
  const next = await open();
  expect(next.since(ended - 10_000)).toBe(5_000);
  expect(next.since(ended + 2_000)).toBe(3_000);
  expect(next.since(now)).toBe(0);
});

test('begun again and again: only the absences count, not the time in which somebody was there', async () => {
  const began = now;
  for (let n = 0; n < 10; n++) {
    await there(await open(), 9);
    now += 1_000;
  }
  expect((await open()).since(began)).toBe(10_000);
});

test('who begins while another run is there was not away', async () => {
  const began = now;
  const first = await open();
  await there(first, 60);
  const second = await open();
  await there(first, 3);
  expect(second.since(began)).toBe(0);
});

test('a machine that slept was away, as soon as it is awake', async () => {
  const began = now;
  const absences = await open();
  await there(absences, 3);
  now += 60_000;
  expect(absences.since(began)).toBe(60_000);
  await absences.here();
  await there(absences, 3);
  expect(absences.since(began)).toBe(60_000);
});

test('a clock that is set back makes no absence', async () => {
  const began = now;
  await there(await open(), 3);
  now -= 500_000;
  const next = await open();
  await there(next, 3);
  expect(next.since(began)).toBe(0);
});

test('a clock that is set forward makes no absence', async () => {
  let ahead = 0;
  const absences = await Absences.open(opened.store, { now: () => now + ahead }, () => now);
  const began = now;
  await there(absences, 3);
  ahead = 500_000;
  expect(absences.since(began)).toBe(0);
  await there(absences, 3);
  expect(absences.since(began)).toBe(0);
});

test('the ledger of a release that kept none: nobody is known to have been there', async () => {
  const absences = await open();
  expect(absences.since(now - 400_000)).toBe(400_000);
});
