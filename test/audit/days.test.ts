import { expect, test } from 'vitest';
import { Days, minuteOfDay, startOfDay, startOfNamedDay } from '../../src/audit/days.ts';
import { sinceOf } from '../../src/cli/audit/since.ts';

const cordoba = 'America/Argentina/Cordoba';
const at = (text: string) => Date.parse(text);

test('a day begins and ends by the clocks of the place', () => {
  const days = new Days(cordoba);
  days.of(at('2026-11-29T02:59:59Z')).received += 1;
  days.of(at('2026-11-29T03:00:00Z')).received += 2;
  expect(days.all.map(({ day, received }) => [day, received])).toEqual([
    ['2026-11-28', 1],
    ['2026-11-29', 2],
  ]);
  expect(startOfDay(cordoba, at('2026-11-29T02:00:00Z'))).toBe(at('2026-11-28T03:00:00Z'));
  expect(startOfDay(cordoba, at('2026-11-29T12:00:00Z'), 1)).toBe(at('2026-11-28T03:00:00Z'));
  expect(startOfNamedDay('Pacific/Kiritimati', '2026-11-29')).toBe(at('2026-11-28T10:00:00Z'));
  expect(startOfNamedDay('Pacific/Pago_Pago', '2026-11-29')).toBe(at('2026-11-29T11:00:00Z'));
});

test('also where the clocks are changed, and where a day was left out', () => {
  expect(startOfDay('Europe/Madrid', at('2026-10-25T22:00:00Z'))).toBe(at('2026-10-24T22:00:00Z'));
  expect(startOfDay('Europe/Madrid', at('2026-10-26T12:00:00Z'))).toBe(at('2026-10-25T23:00:00Z'));
  // At midnight the clocks go on to one.
  expect(startOfNamedDay('America/Asuncion', '2023-10-01')).toBe(at('2023-10-01T04:00:00Z'));
  expect(startOfNamedDay('Pacific/Apia', '2011-12-30')).toBe(at('2011-12-30T10:00:00Z'));
  expect(minuteOfDay('Asia/Kathmandu', at('2026-11-29T00:00:00Z'))).toBe(5 * 60 + 45);
});

test('since when: days with today’s, hours, a day by its name; nothing else', () => {
  const now = at('2026-11-29T12:00:00Z');
  expect(sinceOf('1d', cordoba, now)).toBe(at('2026-11-29T03:00:00Z'));
  expect(sinceOf('7D', cordoba, now)).toBe(at('2026-11-23T03:00:00Z'));
  expect(sinceOf(' 48h ', cordoba, now)).toBe(at('2026-11-27T12:00:00Z'));
  expect(sinceOf('2026-11-01', cordoba, now)).toBe(at('2026-11-01T03:00:00Z'));
  for (const text of ['0d', '7', 'd', '-1d', '2026-02-30', '2026-13-01', '2027-01-01', 'ayer', '1e3d', '2026-11-1'])
    expect(() => sinceOf(text, cordoba, now), text).toThrow(/--since must be a day/);
});
