import { expect, test } from 'vitest';
import { isCountry } from '../../src/settings/country.ts';
import { readTypedNumber } from '../../src/whatsapp/typed-number.ts';

const read = async (typed: string, country: string | null) => {
  const found = await readTypedNumber(typed, country);
  return 'digits' in found ? found.digits : found.lacks;
};

test.each([
  ['+54 9 341 555-0123', '5493415550123'],
  ['5493415550123', '5493415550123'],
  ['(+54) 9 341 555 0123', '5493415550123'],
  ['00 54 9 341 555 0123', '5493415550123'],
  ['5493415550123@c.us', '5493415550123'],
  ['15-555-0123', 'country'],
  ['0341 15 555-0123', 'country'],
  ['+0 341 555', 'country'],
  ['+12', 'country'],
  ['12', 'country'],
  ['(341) 555 0123', 'country'],
  ['Ana', 'number'],
  ['', 'number'],
  ['120363@g.us', 'number'],
])('without DEFAULT_COUNTRY only a number with its country code is read: %s', async (typed, wanted) => {
  expect(await read(typed, null)).toBe(wanted);
});

test.each([
  // Argentina's addresses on WhatsApp have a 9, however the number is called within the country.
  ['AR', '341 555-0123', '5493415550123'],
  ['AR', '0341 555-0123', '5493415550123'],
  ['AR', '0341 15 555-0123', '5493415550123'],
  ['AR', '(011) 15-5555-0123', '5491155550123'],
  ['AR', '11 5555 0123', '5491155550123'],
  ['AR', '15-555-0123', 'such a number'],
  ['AR', '555-0123', 'such a number'],
  // Mexico's have no 1 any more.
  ['MX', '55 1234 5678', '525512345678'],
  ['MX', '044 55 1234 5678', '525512345678'],
  ['MX', '045 (55) 1234-5678', '525512345678'],
  ['BR', '11 98765-4321', '5511987654321'],
  ['BR', '011987654321', '5511987654321'],
  ['CL', '9 8765 4321', '56987654321'],
  ['UY', '099 123 456', '59899123456'],
  ['CO', '300 123 4567', '573001234567'],
  ['ES', '612 34 56 78', '34612345678'],
  // What has its country code keeps it, and every digit.
  ['AR', '+52 1 55 1234 5678', '5215512345678'],
  ['AR', '+54 341 555-0123', '543415550123'],
  ['MX', '5493415550123', '5493415550123'],
  ['US', '5493415550123', '5493415550123'],
  ['AR', '0034 612 345 678', '34612345678'],
  ['AR', 'Ana', 'number'],
])('with DEFAULT_COUNTRY=%s %s is %s', async (country, typed, wanted) => {
  expect(await read(typed, country)).toBe(wanted);
});

test.each([
  ['AR', true],
  ['GB', true],
  ['UK', false],
  ['XX', false],
  ['ZZ', false],
  ['ar', false],
  ['ARG', false],
  ['54', false],
])('%s is a country: %s', (text, is) => {
  expect(isCountry(text)).toBe(is);
});
