import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanNumber, e164, isBsuid, maskNumber, maskNumbersIn, matchKey } from '../../src/whatsapp/numbers.ts';

test.each([
  ['+5491155550123', '5491155550123'],
  ['5491155550123@c.us', '5491155550123'],
  ['5491155550123@s.whatsapp.net', '5491155550123'],
  ['5491155550123:12@s.whatsapp.net', '5491155550123'],
  ['5491155550123:12', '5491155550123'],
  [' +54 9 (11) 5555-0123 ', '5491155550123'],
  ['+54\u00a09\u00a011\u00a05555\u20110123', '5491155550123'],
  ['\u202a+54 9 11 5555 0123\u202c', '5491155550123'],
  [5491155550123, '5491155550123'],
  ['5215555550177', '5215555550177'],
  ['555184550188', '555184550188'],
])('%j is the number %s', (input, digits) => expect(cleanNumber(input)).toBe(digits));

test.each([
  '120363000000000000@g.us',
  '5491155550123-1512345678@g.us',
  '98765432101234@lid',
  'status@broadcast',
  '5491155550123@newsletter',
  '5491155550123@example.com',
  'a@b@c.us',
  'US.58820017736491025543',
  'Ana',
  '',
  '+',
  '0',
  '12',
  '1'.repeat(16),
  '++5491155550123',
  'Y2FwaV9ncm91cDoxMjAz',
  null,
  undefined,
  {},
  [],
  true,
  NaN,
  1.5,
  -5491155550123,
  1e300,
])('%j is no number', (input) => expect(cleanNumber(input)).toBeNull());

test('cleaning what was cleaned changes nothing, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.anything(), fc.stringMatching(/^[+0-9 ()@:.-]{0,30}$/)), (input) => {
      const digits = cleanNumber(input);
      if (digits !== null) expect(cleanNumber(digits)).toBe(digits);
    }),
  );
});

test.each([
  ['5491155550123', '541155550123'],
  ['541155550123', '541155550123'],
  ['5215555550177', '525555550177'],
  ['525555550177', '525555550177'],
  ['555184550188', '5551984550188'],
  ['5551984550188', '5551984550188'],
  ['555132345678', '555132345678'],
  ['12025550143', '12025550143'],
])('%s matches by %s', (digits, key) => {
  expect(matchKey(digits)).toBe(key);
  expect(matchKey(key)).toBe(key);
});

test('E.164 goes by shape alone', () => {
  expect(e164('5215555550177')).toBe('+5215555550177');
  expect(e164('555184550188')).toBe('+555184550188');
  for (const none of [null, '', '0123456', 'US.58820017736491025543', '1'.repeat(16)]) expect(e164(none)).toBeNull();
});

test('user ids are told from numbers', () => {
  expect(['US.58820017736491025543', 'US.ENT.11815799212886844830'].every(isBsuid)).toBe(true);
  expect(['us.1', 'US.', 'US', '5491155550123', 'US.1 2', 5, null].some(isBsuid)).toBe(false);
});

test('masks show four characters at most', () => {
  expect(maskNumber('5491155550123')).toBe('•••••••••0123');
  expect(maskNumber('US.58820017736491025543')).toMatch(/^•{19}5543$/);
  expect(maskNumber('123')).toBe('•••');
  expect(maskNumbersIn('code 131030: +54 9 11 5555-0123 and US.58820017736491025543')).toBe(
    `code 131030: ${'•'.repeat(14)}0123 and ${'•'.repeat(19)}5543`,
  );
});
