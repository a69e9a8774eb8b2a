import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffMs } from '../../src/queue/backoff.ts';
import { adaptiveLimit } from '../../src/queue/limit.ts';
import { pace as openPace, type Pace } from '../../src/queue/pace.ts';

/** Asks and, where it may, takes: 0, or the milliseconds to wait. */
function pace(...given: Parameters<typeof openPace>): { take: (key: string) => number } {
  const bucket: Pace = openPace(...given);
  return {
    take(key) {
      const wait = bucket.wait(key);
      if (wait === 0) bucket.take(key);
      return wait;
    },
  };
}

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

describe('pace', () => {
  test('in any window at most the burst and what comes in with time; who waits as told gets through', () => {
    const steps = fc.array(fc.record({ key: fc.constantFrom('a', 'b'), ms: fc.nat(3_000), wait: fc.boolean() }), {
      minLength: 10,
      maxLength: 200,
    });
    const shape = fc.record({ burst: fc.integer({ min: 1, max: 10 }), perSecond: fc.integer({ min: 1, max: 20 }) });
    fc.assert(
      fc.property(steps, shape, (list, { burst, perSecond }) => {
        const clock = { at: 0, now: () => clock.at };
        const bucket = pace(clock, burst, perSecond);
        const taken: Record<string, number[]> = { a: [], b: [] };
        for (const { key, ms, wait } of list) {
          clock.at += ms;
          let told = bucket.take(key);
          if (told > 0 && wait) {
            clock.at += told;
            told = bucket.take(key);
            // A rounding error at most.
            expect(told).toBeLessThanOrEqual(1);
          }
          if (told === 0) taken[key]?.push(clock.at);
        }
        for (const times of Object.values(taken)) {
          for (const [i, from] of times.entries()) {
            for (const [n, to] of times.slice(i).entries()) {
              expect(n + 1).toBeLessThanOrEqual(burst + ((to - from) / 1_000) * perSecond + 1e-6);
            }
          }
        }
      }),
    );
  });

  test('a clock that is set back stops nobody', () => {
    const clock = { at: 10_000_000, now: () => clock.at };
    const bucket = pace(clock, 2, 1);
    bucket.take('a');
    bucket.take('a');
    clock.at -= 3_600_000;
    expect(bucket.take('a')).toBe(1_000);
    clock.at += 1_000;
    expect(bucket.take('a')).toBe(0);
  });

  test('more people than are remembered: full buckets go, used ones stay', () => {
    const clock = { at: 0, now: () => clock.at };
    const bucket = pace(clock, 2, 0.001);
    bucket.take('used');
    bucket.take('used');
    for (let n = 0; n < 12_000; n++) bucket.take(`p${n}`);
    expect(bucket.take('used')).toBeGreaterThan(0);
    clock.at += 3_600_000;
    for (let n = 0; n < 10; n++) bucket.take(`q${n}`);
    expect(bucket.take('used')).toBe(0);
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
