import { expect, test } from 'vitest';
import { retryAfterSeconds } from '../../src/wire/retry-after.ts';

const now = Date.parse('2026-09-22T10:00:00Z');

test.each<[string | null, number | null]>([
  ['7', 7],
  [' 7.2 ', 8],
  ['0', 0],
  ['999999', 999_999],
  ['Tue, 22 Sep 2026 10:00:30 GMT', 30],
  ['Tue, 22 Sep 2026 09:00:00 GMT', 0],
  ['soon', null],
  ['-5', null],
  ['1e3', null],
  ['0x10', null],
  ['2026', 2026],
  ['7, 9', null],
  ['', null],
  [null, null],
])('Retry-After: %s asks for %s s', (told, seconds) => {
  const headers = new Headers(told === null ? {} : { 'retry-after': told });
  expect(retryAfterSeconds(headers, now)).toBe(seconds);
});

test('a date is counted from the date of the answer: our clock, or theirs, may be wrong', () => {
  const headers = { 'retry-after': 'Tue, 22 Sep 2026 08:00:30 GMT', date: 'Tue, 22 Sep 2026 08:00:00 GMT' };
  expect(retryAfterSeconds(new Headers(headers), now)).toBe(30);
  expect(retryAfterSeconds(new Headers({ ...headers, date: 'never' }), now)).toBe(0);
});
