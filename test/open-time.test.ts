import { expect, test } from 'vitest';
import { isOpen, parseHours, type Hours } from '../src/hours.ts';
import { afterOpenMinutes } from '../src/open-time.ts';

const hours = (text: string) => parseHours(text) as Hours;
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

test.each([
  // A Tuesday is 2025-03-04, a Friday the 7th.
  ['mon-fri 9:00-18:00', 'UTC', '2025-03-04T10:00', 15, '2025-03-04T10:15'],
  ['mon-fri 9:00-18:00', 'UTC', '2025-03-04T18:00', 15, '2025-03-05T09:15'],
  ['mon-fri 9:00-18:00', 'UTC', '2025-03-07T17:50', 15, '2025-03-10T09:05'],
  ['mon-fri 9:00-18:00', 'UTC', '2025-03-08T12:00', 15, '2025-03-10T09:15'],
  ['mon-fri 9:00-13:00, 15:00-19:00', 'UTC', '2025-03-04T12:55', 15, '2025-03-04T15:10'],
  ['fri 22:00-2:00', 'UTC', '2025-03-07T23:50', 15, '2025-03-08T00:05'],
  ['sun 23:00-1:00', 'UTC', '2025-03-10T00:50', 15, '2025-03-16T23:05'],
  ['mon-fri 9:00-18:00', 'America/Argentina/Cordoba', '2025-03-04T20:50', 15, '2025-03-05T12:05'],
  ['mon-fri 9:00-18:00', 'Asia/Kolkata', '2025-03-04T12:25', 15, '2025-03-05T03:40'],
  ['mon-fri 9:00-18:00', 'UTC', '2025-03-03T09:00', 60 * 9 * 5, '2025-03-07T18:00'],
  // The night in which an hour is missing, and the one in which one comes twice.
  ['sun 1:00-4:00', 'Europe/Madrid', '2025-03-30T00:30', 60, '2025-03-30T01:30'],
  ['sun 1:00-4:00', 'Europe/Madrid', '2025-10-25T23:00', 180, '2025-10-26T02:00'],
])('%s in %s, from %s: %i minutes are over at %s', (text, timeZone, from, minutes, then) => {
  const at = Date.parse(`${from}Z`);
  expect(iso(afterOpenMinutes(hours(text), timeZone, at, minutes))).toBe(then);
});

test('without hours every minute counts', () => {
  expect(afterOpenMinutes(null, 'UTC', 1_000, 2)).toBe(121_000);
});

test('counted minute by minute it is the same', () => {
  const open = hours('mon-thu 8:30-12:15, 14:00-17:45; sat 22:00-3:00');
  for (let n = 0; n < 6; n++) {
    const from = Date.UTC(2025, 2, 1) + n * 9_876_543;
    let at = from;
    for (let left = 200 * 60; left > 0; at += 10_000) if (isOpen(open, 'America/New_York', at)) left -= 10;
    expect(Math.abs(afterOpenMinutes(open, 'America/New_York', from, 200) - at)).toBeLessThanOrEqual(10_000);
  }
});
