import { expect, test } from 'vitest';
import { agreedTo } from '../../../src/bots/llm/tools/confirm.ts';
import { said } from '../turn.ts';

test.each([
  ['sí', 'yes'],
  ['Sisi 👍', 'yes'],
  ['👍', 'yes'],
  ['sim, pode', 'yes'],
  ['go ahead', 'yes'],
  ['hacelo', 'yes'],
  ['vale, perfecto', 'yes'],
  ['no', 'no'],
  ['não', 'no'],
  ['mejor no, gracias', 'no'],
  ['👎', 'no'],
  ['esperá', 'neither'],
  ['sí, pero el martes que viene', 'neither'],
  ['sí?', 'neither'],
  ['¿cuánto tarda?', 'neither'],
  ['', 'neither'],
] as const)('“%s” is %s', (text, answer) => {
  const pending = { id: 'x', tool: 'cancel_order', arguments: {}, at: 1_000 };
  expect(agreedTo(pending, [said({ text })], 2_000)).toBe(answer);
  expect(agreedTo(pending, [said({ text, kind: 'media' })], 2_000)).toBe('neither');
  expect(agreedTo(pending, [said({ text })], 3_600_000)).toBe('neither');
});

test('the second tap on a button that was answered does nothing', () => {
  const pending = { id: 'x', tool: 'cancel_order', arguments: {}, at: 1_000 };
  const tap = (id: string) => [said({ kind: 'choice', text: 'Sí, confirmo', choiceId: id })];
  expect(agreedTo(pending, tap('llm:yes:x'), 2_000)).toBe('yes');
  expect(agreedTo({ ...pending, id: 'y' }, tap('llm:yes:x'), 2_000)).toBe('neither');
});
