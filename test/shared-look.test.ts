import { expect, test } from 'vitest';
import { sharedLook } from '../src/shared-look.ts';

function counted(ms = 1_000) {
  const clock = { at: 10_000, now: () => clock.at };
  const seen = { looks: 0, fails: false };
  const look = sharedLook(ms, clock, async () => {
    seen.looks += 1;
    await Promise.resolve();
    if (seen.fails) throw new Error('no');
    return seen.looks;
  });
  return { clock, seen, look };
}

test('a hundred who ask at once, and those within the time, are answered by one look', async () => {
  const { clock, seen, look } = counted();
  expect(new Set(await Promise.all(Array.from({ length: 100 }, look)))).toEqual(new Set([1]));
  clock.at += 999;
  expect(await look()).toBe(1);
  clock.at += 1;
  expect(await look()).toBe(2);
  expect(seen.looks).toBe(2);
});

test('a look that failed is not kept; nor is one from a time that has not come', async () => {
  const { clock, seen, look } = counted();
  seen.fails = true;
  await expect(look()).rejects.toThrow('no');
  seen.fails = false;
  expect(await look()).toBe(2);
  clock.at -= 3_600_000;
  expect(await look()).toBe(3);
});
