import { expect, test } from 'vitest';
import { withLateNote, withoutLateNote } from '../../src/chatwoot/late.ts';

const saidAt = Date.parse('2026-11-22T17:03:00Z');
const timeZone = 'America/Argentina/Buenos_Aires';
const after = (minutes: number) => ({ saidAt, now: saidAt + minutes * 60_000, timeZone });

test('up to five minutes nothing is added, nor for what was said later than now', () => {
  expect(withLateNote('Hola', { ...after(5), language: 'es' })).toBe('Hola');
  expect(withLateNote('Hola', { ...after(-60), language: 'es' })).toBe('Hola');
  expect(withLateNote('Hola', { ...after(60), saidAt: NaN, language: 'es' })).toBe('Hola');
});

test.each([
  [6, 'es', '🕒 Dicho el 22/11 a las 14:03 (hace 6 min)'],
  [125, 'es', '🕒 Dicho el 22/11 a las 14:03 (hace 2 h)'],
  [47 * 60, 'es', '🕒 Dicho el 22/11 a las 14:03 (hace 47 h)'],
  [3 * 24 * 60, 'es', '🕒 Dicho el 22/11 a las 14:03 (hace 3 días)'],
  [6, 'en', '🕒 Said on 22 Nov at 14:03 (6 min ago)'],
  [125, 'en', '🕒 Said on 22 Nov at 14:03 (2 h ago)'],
  [3 * 24 * 60, 'en', '🕒 Said on 22 Nov at 14:03 (3 days ago)'],
  [60 * 24 * 60, 'en', '🕒 Said on 22 Nov 2026 at 14:03 (60 days ago)'],
  [60 * 24 * 60, 'es', '🕒 Dicho el 22/11/2026 a las 14:03 (hace 60 días)'],
] as const)('%i minutes late, %s', (minutes, language, line) => {
  expect(withLateNote('Hola\n¿abren?', { ...after(minutes), language })).toBe(`${line}\nHola\n¿abren?`);
});

test('midnight is 00, and the process’s own zone is the default', () => {
  const midnight = Date.parse('2026-11-22T03:00:00Z');
  const when = { saidAt: midnight, now: midnight + 3_600_000, language: 'es' as const };
  expect(withLateNote('x', { ...when, timeZone })).toContain('a las 00:00');
  const { timeZone: own } = Intl.DateTimeFormat().resolvedOptions();
  expect(withLateNote('x', when)).toBe(withLateNote('x', { ...when, timeZone: own }));
});

test('the line comes off again, and only that line', () => {
  for (const language of ['es', 'en'] as const) {
    expect(withoutLateNote(withLateNote('Hola\n¿abren?', { ...after(60), language }))).toBe('Hola\n¿abren?');
  }
  expect(withoutLateNote('🕒 mañana\na las 9')).toBe('🕒 mañana\na las 9');
});
