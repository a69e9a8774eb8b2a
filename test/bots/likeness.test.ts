import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { asksSomething, groupAlike } from '../../src/bots/likeness.ts';

const grouped = (...texts: string[]) => groupAlike(texts, (text) => text);

test('accents, forms, order, slips of the pen and words around the topic make no difference; the most asked come first', () => {
  expect(
    grouped(
      'tienen estacionamiento?',
      '¿Hacen envíos a Rosario?',
      'hola! envian a rosario??',
      'buenas, quería saber si hay estacionamento',
      'A ROSARIO mandan envios? gracias',
      'do you sell vegan cakes',
    ),
  ).toEqual([
    ['¿Hacen envíos a Rosario?', 'hola! envian a rosario??', 'A ROSARIO mandan envios? gracias'],
    ['tienen estacionamiento?', 'buenas, quería saber si hay estacionamento'],
    ['do you sell vegan cakes'],
  ]);
});

test('English too, and synonyms', () => {
  const parking = ['Is there parking?', 'hi, where can I park? any parking nearby?', 'parkng'];
  expect(grouped(...parking, 'aceptan mp?', 'puedo pagar con mercado pago')).toEqual([
    parking,
    ['aceptan mp?', 'puedo pagar con mercado pago'],
  ]);
});

test.each([
  ['envían a Rosario', 'envían a Mendoza', 'envían a Ushuaia'],
  ['tienen torta de chocolate', 'tienen torta de frutilla', 'tienen baño'],
  ['¿abren el lunes 24?', '¿venden garrafas el lunes?', '¿alquilan sillas el lunes?'],
])('%s, %s and the third are not one', (...texts) => {
  expect(grouped(...texts).length).toBeGreaterThan(1);
  expect(
    grouped(...texts)
      .flat()
      .toSorted(),
  ).toEqual(texts.toSorted());
});

test('of groups as large the newest comes first; what has no topic is alike where it is the same', () => {
  expect(grouped('garrafas', '???', 'sillas', '???')).toEqual([['???', '???'], ['sillas'], ['garrafas']]);
});

test('ten thousand questions are put together in a moment', () => {
  const letters = (n: number) =>
    createHash('sha256')
      .update(String(n))
      .digest('hex')
      .replace(/[0-9]/g, (d) => 'ghijklmnop'[Number(d)]!);
  const topics = Array.from({ length: 400 }, (_, n) => letters(n).slice(0, 9));
  const many = Array.from({ length: 10_000 }, (_, n) => `hola, tienen ${topics[n % 400]}?`);
  const began = process.cpuUsage();
  expect(grouped(...many)).toHaveLength(400);
  const { user, system } = process.cpuUsage(began);
  expect((user + system) / 1e6).toBeLessThan(20);
});

test.each(['hola', 'ok, gracias!', '👍', 'no', '', '¿?', 'buenas tardes'])('%j asks nothing', (text) => {
  expect(asksSomething(text)).toBe(false);
});

test.each(['hola, tienen garrafas', 'estacionamiento', 'do you have parking'])('%j asks something', (text) => {
  expect(asksSomething(text)).toBe(true);
});
