import { expect, test } from 'vitest';
import { countedFrom, lastingClock, watchedClock } from '../src/clock.ts';

const HOUR = 3_600_000;

function machine() {
  const told = { wall: 1_000_000_000, elapsed: 500 };
  const clock = watchedClock(
    () => told.wall,
    () => told.elapsed,
  );
  const pass = (ms: number) => {
    told.wall += ms;
    told.elapsed += ms;
    clock.now();
  };
  return { told, clock, pass };
}

test('set forth: what was noted before is counted from then, what lasts goes on', () => {
  const { told, clock, pass } = machine();
  pass(10_000);
  const noted = clock.now();
  const lasting = lastingClock(clock);
  const began = lasting.now();
  pass(5_000);
  expect(countedFrom(noted, clock)).toBe(noted);
  told.wall += HOUR;
  expect(countedFrom(noted, clock)).toBe(told.wall);
  const set = told.wall;
  pass(3_000);
  expect([countedFrom(noted, clock), lasting.now() - began]).toEqual([set, 8_000]);
  expect(countedFrom(told.wall, clock)).toBe(told.wall);
});

test('set back, also before it began: what lies in the future is counted from then', () => {
  const { told, clock, pass } = machine();
  const began = clock.now();
  pass(2_000);
  expect(countedFrom(began + HOUR, clock)).toBe(began);
  const noted = clock.now();
  told.wall -= HOUR;
  expect(countedFrom(noted, clock)).toBe(told.wall);
});

test('another machine that is some seconds ahead, and a clock that is put right little by little, are nothing', () => {
  const { told, clock, pass } = machine();
  expect(countedFrom(clock.now() + 5_000, clock)).toBe(clock.now() + 5_000);
  const noted = clock.now();
  for (let n = 0; n < 100; n += 1) {
    pass(1_000);
    told.wall += 100;
  }
  expect(countedFrom(noted, clock)).toBe(noted);
});
