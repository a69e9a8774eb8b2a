import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertySeed, takenSeed } from './property-seed.ts';

const half = () => 0.5;

test('the values of property tests begin at the same place in every run, unless another is asked for', () => {
  expect(propertySeed(undefined, half)).toBe(propertySeed('', half));
  expect(propertySeed('-732034183', half)).toBe(-732_034_183);
  expect(propertySeed('random', half)).toBe(1_073_741_823);
  expect(() => propertySeed('x1', half)).toThrow('PROPERTY_SEED=x1');
});

test('what is begun here begins there, and two runs of a property see the same', () => {
  expect(takenSeed()).toSatisfy(Number.isInteger);
  expect(fc.readConfigureGlobal().seed).toBe(takenSeed());
  const seen = () => {
    const values: string[] = [];
    fc.assert(fc.property(fc.string(), (value) => void values.push(value)));
    return values;
  };
  expect(seen()).toEqual(seen());
});
