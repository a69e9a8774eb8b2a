import { expect, test } from 'vitest';
import { isBlank, visibleName } from '../src/text.ts';

const emptyNames = {
  nothing: '',
  spaces: '  \u00a0\u2003 ',
  'zero width': '\u200b\u200c\u200d\u2060\ufeff',
  'soft hyphen': '\u00ad',
  braille: '\u2800\u2800',
  'hangul fillers': '\u3164\uffa0\u115f\u1160',
  'directions alone': '\u200e\u200f\u202a\u202c\u2066\u2069',
  'selectors and tags': '\ufe0f\u{e0020}\u{e007f}\u180b',
  'an object that is not there': '\ufffc',
  'a musical filler': '\u{1d159}',
  controls: '\u0000\u0001\n\t',
  mixed: ' \u2800\u200b\u3164 ',
};

test.each(Object.entries(emptyNames))('%s: blank, and no name', (_, name) => {
  expect(isBlank(name)).toBe(true);
  expect(visibleName(name)).toBeNull();
});

test('marks on no letter are no name, though they are no empty text', () => {
  for (const marks of ['\u0301\u0302', '\u20dd', ' \u0301 ']) {
    expect(visibleName(marks)).toBeNull();
    expect(isBlank(marks)).toBe(false);
  }
});

test.each([
  ['  Ana\n María ', 'Ana María'],
  ['\u200bAna\u3164', 'Ana'],
  ['\u202eanA', 'anA'],
  ['.', '.'],
  ['🙂', '🙂'],
  ['❤️', '❤️'],
  ['👨‍👩‍👧', '👨‍👩‍👧'],
  ['김', '김'],
  ['ﺍﻟﻌﺮﺑﻴﺔ', 'ﺍﻟﻌﺮﺑﻴﺔ'],
  ['José', 'José'],
  ['José', 'José'],
  ['1', '1'],
])('%j is %j', (name, shown) => {
  expect(visibleName(name)).toBe(shown);
});
