import { expect, test } from 'vitest';
import { identifierOf, phoneOf, sourceIdOf } from '../../src/chatwoot/source-id.ts';

const bsuid = 'US.13491208655302741918';

test('a phone gives the digits as source id, and needs no identifier', () => {
  for (const waId of ['5493415550123', '5215550001234', '16505551234']) {
    expect(sourceIdOf({ waId, bsuid })).toBe(waId);
    expect(phoneOf(waId)).toBe(`+${waId}`);
    expect(identifierOf({ waId, bsuid })).toBeNull();
  }
});

test('without a phone: the business-scoped id without dots, and whole as identifier', () => {
  expect(sourceIdOf({ waId: null, bsuid })).toBe('US-13491208655302741918');
  expect(sourceIdOf({ waId: null, bsuid: 'US.ENT.1349' })).toBe('US-ENT-1349');
  expect(identifierOf({ waId: null, bsuid })).toBe(bsuid);
});

test.each([null, '', 'ana.prueba', '0341555', '1234567890123456', '549 341', '12'])('%s is no phone', (waId) => {
  expect(phoneOf(waId)).toBeNull();
});

test('an address that is no number never brings a dot into a path', () => {
  expect(sourceIdOf({ waId: 'ana.prueba', bsuid: null })).toBe('ana-prueba');
  expect(sourceIdOf({ waId: 'ana.prueba', bsuid })).toBe('US-13491208655302741918');
  expect(identifierOf({ waId: 'ana.prueba', bsuid })).toBe(bsuid);
});

test('a person without ids is a fault of ours', () => {
  expect(() => sourceIdOf({ waId: null, bsuid: null })).toThrow('without any id');
});
