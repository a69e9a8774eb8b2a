import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText, cutText, isBlank } from '../src/text.ts';

test('NUL and lone surrogates go, everything else stays', () => {
  expect(cleanText('a\0b\ud83dc\ude00')).toBe('abc');
  expect(cleanText('👩‍👩‍👧‍👦 ñ \u200b\n')).toBe('👩‍👩‍👧‍👦 ñ \u200b\n');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const clean = cleanText(text);
      expect(clean.isWellFormed() && !clean.includes('\0')).toBe(true);
      expect(cleanText(clean)).toBe(clean);
    }),
  );
});

test('blank is what nobody sees', () => {
  for (const text of ['', ' \n\t', '\u200b\u200d', '\u3164', '\u2800', '\0', '\ufeff'])
    expect(isBlank(text)).toBe(true);
  for (const text of ['.', ' a ', '👍', '❤️']) expect(isBlank(text)).toBe(false);
});

test('a cut text ends in an ellipsis, within the limit, between visible characters', () => {
  expect(cutText('short', 5)).toBe('short');
  expect(cutText('longer', 5)).toBe('long…');
  expect(cutText('ab👩‍👩‍👧‍👦cd', 8)).toBe('ab…');
  expect(cutText('👩‍👩‍👧‍👦', 4).isWellFormed()).toBe(true);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, max) => {
      const cut = cutText(text, max);
      expect(cut.length).toBeLessThanOrEqual(max);
      expect(cut.isWellFormed()).toBe(true);
    }),
  );
});
