import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foreignWords } from '../../src/wire/foreign-words.ts';

const body = {
  content: 'Mi clave del banco es girasol',
  message_type: 'outgoing',
  contact: { name: 'Ana', phone: '+5491155550123' },
};

test.each<[string, string]>([
  ['Validation failed: Content Mi clave del banco es girasol is spam', 'Validation failed: Content … is spam'],
  ['Content "mi clave del BANCO es gir..." is spam', 'Content "…..." is spam'],
  ['refused:\n  clave del banco\n', 'refused:…'],
  ['phone +5491155550123 is wrong', 'phone … is wrong'],
  ['outgoing messages of Ana are too long', 'outgoing messages of Ana are too long'],
  ['', ''],
])('of %j is told %j', (said, told) => {
  expect(foreignWords(said, body)).toBe(told);
});

test('a key that went along is not told either', () => {
  expect(foreignWords('bad token abcdef123456 given', ['abcdef123456'])).toBe('bad token … given');
});

test('whatever a server makes of a text, twelve characters of it never come through', () => {
  const text = fc.string({ minLength: 12, maxLength: 60, unit: fc.constantFrom(...'abcdefgñ🌻 ') });
  fc.assert(
    fc.property(text, fc.string(), fc.string(), fc.nat(40), (content, before, after, from) => {
      const clean = content.replace(/\s+/g, ' ').trim();
      const quoted = clean.slice(from, from + 12);
      fc.pre(quoted.trim().length >= 12);
      expect(foreignWords(before + quoted + after, { content })).not.toContain(quoted);
    }),
  );
});

test('a long answer to a long text takes no time', () => {
  const busy = process.cpuUsage();
  foreignWords('a'.repeat(1_000_000), { content: 'ab'.repeat(75_000) });
  expect(process.cpuUsage(busy).user).toBeLessThan(500_000);
});
