import { expect, test } from 'vitest';
import { Hang } from '../../src/bots/module/hang.ts';

/** Looks at which the thread did not give way, until it counts as hung; `workedMs` of each look's 250. */
function looksUntilHung(workedMs: number, { overdue = false } = {}): number {
  const hang = new Hang();
  hang.gaveWay();
  hang.overdue = overdue;
  for (let looks = 1; looks <= 1_000; looks++) {
    hang.missed();
    if (hang.isHung(700 + looks * workedMs)) return looks;
  }
  return Infinity;
}

test.each([
  ['works without a pause', 250, 21],
  ['has a quarter of a busy machine', 62.5, 41],
  ['waits in a lock', 0, 121],
])('a thread that %s', (_, workedMs, looks) => {
  expect(looksUntilHung(workedMs)).toBe(looks);
  expect(looksUntilHung(workedMs, { overdue: true })).toBeLessThan(looks / 3);
});

test('one that gives way now and then never hangs', () => {
  const hang = new Hang();
  for (let look = 1; look <= 200; look++) {
    if (look % 19 === 0) hang.gaveWay();
    hang.missed();
    expect(hang.isHung(look * 250)).toBe(false);
  }
});
