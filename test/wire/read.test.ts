import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as read from '../../src/wire/read.ts';

test.each<[unknown, number]>([
  [1_795_342_234, 1_795_342_234_000],
  [1_795_342_234.5, 1_795_342_234_500],
  ['2026-11-22T10:00:00Z', Date.UTC(2026, 10, 22, 10)],
  // Milliseconds in place of seconds, and what is no time.
  [1_795_342_234_000, 0],
  [1e300, 0],
  [-1, 0],
  [0, 0],
  ['9999-12-31T00:00:00Z', 0],
  ['soon', 0],
  [null, 0],
  [{}, 0],
])('the moment %j is %i', (value, at) => {
  expect(read.milliseconds(value)).toBe(at);
});

test.each<[unknown, number | null]>([
  [1, 1],
  [2 ** 53 - 1, 2 ** 53 - 1],
  [2 ** 53, null],
  [0, null],
  [-7, null],
  [1.5, null],
  ['7', null],
  [null, null],
  [Infinity, null],
])('an id of Chatwoot: %j is %j', (value, id) => {
  expect(read.recordId(value)).toBe(id);
});

test.each<[unknown, string | null]>([
  ['wamid.A', 'wamid.A'],
  [' 17 ', '17'],
  [17, '17'],
  [2 ** 53, null],
  [1.5, null],
  ['', null],
  ['x'.repeat(513), null],
  [['a'], null],
])('an id of WhatsApp: %j is %j', (value, id) => {
  expect(read.id(value)).toBe(id);
});

test('a number may come as a text, and nothing else is one', () => {
  expect([3, '30.5', ' 7 ', '', 'x', NaN, Infinity, null, true, [1]].map(read.number)).toEqual([
    ...[3, 30.5, 7],
    ...Array<null>(7).fill(null),
  ]);
});

test('no reader throws, and each gives what it promises', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(['string', 'object']).toContain(typeof (read.record(value) ?? read.text(value)));
      expect(Array.isArray(read.list(value))).toBe(true);
      for (const words of [read.filled(value), read.trimmed(value), read.id(value)]) expect(words).not.toBe('');
      expect(read.milliseconds(value)).toBeGreaterThanOrEqual(0);
      expect(typeof read.deeperThan(value, 3)).toBe('boolean');
    }),
  );
});
