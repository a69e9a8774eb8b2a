import { expect, test } from 'vitest';
import { Refused, Unreachable } from '../../../src/errors.ts';
import { adviceFor as adviceAt, sendVerdict as verdictAt } from '../../../src/whatsapp/failures/failure.ts';
import { knownAdvice as knownAt } from '../../../src/whatsapp/failures/failure-table.ts';
import { words360 } from '../../providers/open.ts';

const sendVerdict = (error: unknown, attempt: number) => verdictAt(error, attempt, words360);
const adviceFor = (code: number | null) => adviceAt(code, words360);
const knownAdvice = (code: number | null) => knownAt(code, words360);

const refused = (code: number | null, status = 400, more: { retryAfter?: number; message?: string } = {}) =>
  new Refused(more.message ?? 'no', { status, code, retryAfter: more.retryAfter ?? null });

const table: [string, number[], number, (attempt: number) => unknown][] = [
  [
    'account',
    [0, 190, 3, 10, 200, 250, 299, 131005, 368, 131031, 131037, 131042, 131045, 133010],
    1,
    () => ({ do: 'pause', afterMs: 30_000 }),
  ],
  ['limits', [4, 80007, 130429], 3, () => ({ do: 'pause', afterMs: 4000 })],
  ['spam', [131048], 1, () => ({ do: 'pause', afterMs: 900_000 })],
  ['passing', [2, 131016, 133004], 50, () => ({ do: 'doubt', own: { tries: 10, overMs: 3_600_000 } })],
  ['maintenance', [131057], 1, () => ({ do: 'doubt', afterMs: 60_000 })],
  ['a few times', [1, 131000], 3, () => ({ do: 'retry' })],
  ['then no more', [1, 131000], 4, () => ({ do: 'give_up' })],
  [
    'never',
    [
      100, 131008, 131009, 131021, 131026, 131030, 131047, 131049, 131050, 131051, 131052, 131053, 131062, 131064,
      130472, 130497, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 132068, 132069, 135000, 147001, 147002,
      147003, 147004,
    ],
    1,
    () => ({ do: 'give_up' }),
  ],
];

test.each(table)('%s: %j', (_, codes, attempt, wanted) => {
  for (const code of codes) {
    const verdict = sendVerdict(refused(code), attempt);
    expect(verdict, String(code)).toMatchObject(wanted(attempt) as object);
    expect(knownAdvice(code)?.reason).not.toBe('');
    if (verdict.do !== 'retry') expect(verdict.reason !== '' && verdict.fix !== '', String(code)).toBe(true);
  }
});

test('too much to one person: 4^X seconds, for that person alone', () => {
  expect([1, 2, 3, 4, 20].map((attempt) => sendVerdict(refused(131056), attempt))).toEqual(
    [1000, 4000, 16_000, 64_000, 1_024_000].map((afterMs) => ({ do: 'retry', afterMs })),
  );
});

test('the wait that the other side names wins', () => {
  expect(sendVerdict(refused(130429, 400, { retryAfter: 7 }), 5)).toMatchObject({ do: 'pause', afterMs: 7000 });
  expect(sendVerdict(refused(null, 503, { retryAfter: 9 }), 1)).toMatchObject({ do: 'doubt', afterMs: 9000 });
});

test('pauses grow, and stop growing', () => {
  const waits = [1, 2, 3, 30].map((attempt) => sendVerdict(refused(130429), attempt));
  expect(waits.map((verdict) => verdict.do === 'pause' && verdict.afterMs)).toEqual([1000, 2000, 4000, 300_000]);
});

test.each<[number, string, string]>([
  [429, 'no', 'pause'],
  [400, '360dialog answered 400: endpoint rate limit exceeded', 'pause'],
  [400, '360dialog answered 400: lack of payment', 'doubt'],
  [400, '360dialog answered 400: API disabled', 'doubt'],
  [400, '360dialog answered 400: something else', 'give_up'],
  [401, 'no', 'doubt'],
  [403, 'no', 'doubt'],
  [404, 'no', 'doubt'],
  [406, 'no', 'doubt'],
  [302, 'no', 'doubt'],
  [408, 'no', 'doubt'],
  [500, 'no', 'doubt'],
  [502, 'no', 'doubt'],
  [422, 'no', 'give_up'],
  [200, 'no', 'doubt'],
])('without a code, HTTP %i (%s) is a %s', (status, message, wanted) => {
  expect(sendVerdict(refused(null, status, { message }), 1).do).toBe(wanted);
});

test('a code nobody told us of goes by the status', () => {
  expect(sendVerdict(refused(999_999, 503), 1).do).toBe('doubt');
  expect(sendVerdict(refused(999_999, 400), 1).do).toBe('give_up');
});

test('a code nobody told us of that passes by its own word is tried a few times', () => {
  const passing = new Refused('no', { status: 400, code: 999_999, passing: true });
  expect([1, 3, 4].map((attempt) => sendVerdict(passing, attempt).do)).toEqual(['retry', 'retry', 'give_up']);
  // What is known of a code counts more.
  expect(sendVerdict(new Refused('no', { status: 400, code: 131026, passing: true }), 1).do).toBe('give_up');
});

test('no answer is tried again; a fault of our own a few times', () => {
  expect(sendVerdict(new Unreachable('x', { unclear: false }), 99)).toMatchObject({ do: 'doubt' });
  expect(sendVerdict(new TypeError('x'), 1)).toEqual({ do: 'retry' });
  expect(sendVerdict(new TypeError('x'), 4)).toMatchObject({ do: 'give_up', reason: 'x' });
});

test('late refusals have a reason and a way out too', () => {
  expect(adviceFor(131047)).toEqual({
    reason: 'more than 24 hours have passed since the person last wrote',
    fix: 'Wait until the person writes again, or send a template.',
  });
  expect(adviceFor(424242).reason).toContain('424242');
  expect(adviceFor(null).fix).not.toBe('');
});
