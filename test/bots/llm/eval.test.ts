import { expect, test } from 'vitest';
import { readCases } from '../../../src/bots/eval/cases.ts';
import { examine } from '../../../src/bots/eval/examine.ts';
import { startRig } from './rig.ts';

test('cases may ask for the passages and the tools of a language model', async () => {
  const { bot } = await startRig();
  const judge = async (ask: string, must: object) => {
    const [one] = readCases('x', JSON.stringify({ ask, must }));
    return (await examine(one!, { bot, sourcesOf: null }, 30_000)).faults;
  };
  const shipping = '¿cuánto sale el envío?';
  expect(await judge(shipping, { source: 'tienda.md', tool: null, contains: '4.500' })).toEqual([]);
  expect(await judge(shipping, { source: 'Envíos' })).toEqual([]);
  expect(await judge(shipping, { source: ['tienda.md › Envíos'] })).toEqual([]);
  expect(await judge(shipping, { source: 'Devoluciones' })).toEqual(['source "Devoluciones" is missing']);
  expect(await judge(shipping, { source: null })).toEqual(['source "tienda.md › Envíos" was not wanted']);
  expect(await judge('quiero hablar con una persona', { tool: 'hand_off', hands_off: true })).toEqual([]);
  expect(await judge('hola', { source: null })).toEqual([]);
});
