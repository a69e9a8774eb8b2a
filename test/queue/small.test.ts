import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffMs } from '../../src/queue/backoff.ts';
import { adaptiveLimit } from '../../src/targets/limit.ts';

describe('backoff', () => {
  test('1 s to 5 min, shortened by up to a half, never more and never less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
        const full = Math.min(300_000, 1_000 * 2 ** (attempt - 1));
        const wait = backoffMs(attempt, () => chance);
        expect(wait).toBeLessThanOrEqual(full);
        expect(wait).toBeGreaterThanOrEqual(full / 2 - 1);
      }),
    );
    expect([1, 2, 3, 9, 10, 400].map((n) => backoffMs(n, () => 0))).toEqual([
      1_000, 2_000, 4_000, 256_000, 300_000, 300_000,
    ]);
  });
});

describe('adaptive limit', () => {
  const after = (times: number[], most = 8) => {
    const limit = adaptiveLimit(most, 1_000);
    for (const ms of times) limit.took(ms);
    return limit.current();
  };
  const many = (n: number, ms: number) => Array.from({ length: n }, () => ms);

  test('quick answers leave it at its most', () => expect(after(many(100, 50))).toBe(8));

  test('slow answers and missing ones halve it, once for all calls under way', () => {
    expect(after(many(9, 2_000))).toBe(4);
    expect(after(many(9, Infinity))).toBe(4);
    expect(after(many(12, 2_000))).toBe(4);
    expect(after(many(14, 2_000))).toBe(2);
    expect(after(many(100, 2_000))).toBe(1);
  });

  test('answers in between change nothing; quick ones let it grow again by one a round', () => {
    expect(after([...many(9, 2_000), ...many(50, 600)])).toBe(4);
    expect(after([...many(9, 2_000), ...many(4, 50)])).toBe(5);
    expect(after([...many(9, 2_000), ...many(4 + 5 + 6 + 7, 50)])).toBe(8);
  });

  test('never below one, never above its most', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(10, 600, 2_000, Infinity), { maxLength: 300 }),
        fc.integer({ min: 1, max: 16 }),
        (times, most) => {
          const limit = adaptiveLimit(most, 1_000);
          for (const ms of times) {
            limit.took(ms);
            expect(limit.current()).toBeGreaterThanOrEqual(1);
            expect(limit.current()).toBeLessThanOrEqual(most);
          }
        },
      ),
    );
  });
});
