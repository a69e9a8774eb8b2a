import { expect, test } from 'vitest';
import type { Said } from '../../../src/bots/bot.ts';
import { withMatters, type Memory } from '../../../src/bots/llm/prompt/matters.ts';
import { said } from '../turn.ts';

const HOUR = 3_600_000;
const none: Memory = { matters: [], upTo: 0 };
let n = 0;

/** `c: …` the customer, `b: …` the bot, `a: …` an agent, a minute after each other from an hour on. */
const talk = (hour: number, ...lines: string[]): Said[] =>
  lines.map((line, at) => {
    const author = ({ c: 'customer', b: 'bot', a: 'agent' } as const)[line[0] as 'c' | 'b' | 'a'];
    return said({ id: `m${++n}`, author, text: line.slice(3), at: hour * HOUR + at * 60_000 });
  });
const lines = (memory: Memory) => memory.matters.map(({ asked, answered, by }) => [asked, answered, by]);

test('greetings, thanks and goodbyes are no matter; what was asked and what came of it are', () => {
  const past = talk(
    1,
    'c: hola!',
    'b: ¡Hola! ¿En qué te puedo ayudar?',
    'c: buenas, ¿cuánto cuesta el envío a Rosario?',
    'b: El envío cuesta $ 4.500 y tarda de 3 a 5 días.',
    'c: mil gracias',
    'b: ¡De nada!',
  );
  expect(lines(withMatters(none, past))).toEqual([
    ['buenas, ¿cuánto cuesta el envío a Rosario?', 'El envío cuesta $ 4.500 y tarda de 3 a 5 días.', 'bot'],
  ]);
});

test('nothing but politeness leaves nothing', () => {
  expect(withMatters(none, talk(1, 'c: hola', 'b: ¡Hola!', 'c: gracias'))).toEqual({
    matters: [],
    upTo: HOUR + 120_000,
  });
});

test('an agent’s words count before the bot’s; of many questions the first and the last', () => {
  const past = talk(
    1,
    'c: ¿tienen sillas de roble?',
    'b: Sí.',
    'c: ¿y mesas?',
    'b: También.',
    'c: la silla vino rota',
    'b: Te paso con una persona del equipo.',
    'a: Te mandamos otra silla el jueves, sin cargo',
    'c: dale gracias',
    'a: ¡Gracias a vos!',
  );
  expect(lines(withMatters(none, past))).toEqual([
    ['¿tienen sillas de roble? / la silla vino rota', 'Te mandamos otra silla el jueves, sin cargo', 'agent'],
  ]);
});

test('silence of six hours begins another; what an agent wrote first, and what nobody answered, are kept', () => {
  const past = [
    ...talk(1, 'c: ¿tienen sillas?', 'b: Sí, de roble.'),
    ...talk(10, 'a: Tu pedido salió hoy'),
    ...talk(20, 'c: ¿hacen factura A?'),
  ];
  expect(lines(withMatters(none, past))).toEqual([
    ['¿tienen sillas?', 'Sí, de roble.', 'bot'],
    ['', 'Tu pedido salió hoy', 'agent'],
    ['¿hacen factura A?', '', 'bot'],
  ]);
});

test('a matter that comes in two parts is one, and none comes twice', () => {
  const whole = talk(
    1,
    'c: ¿tienen sillas?',
    'b: Sí, de roble.',
    'c: la silla vino rota',
    'a: Mandamos otra el jueves',
  );
  const first = withMatters(none, whole.slice(0, 2));
  const second = withMatters(first, whole);
  expect(lines(second)).toEqual([['¿tienen sillas? / la silla vino rota', 'Mandamos otra el jueves', 'agent']]);
  expect(second.matters[0]?.at).toBe(HOUR);
  expect(withMatters(second, whole)).toEqual(second);
  const later = withMatters(second, [...whole, ...talk(30, 'c: ¿hacen envíos?', 'b: A todo el país.')]);
  expect(later.matters).toHaveLength(2);
});

test('long words are cut, and the eight newest are kept', () => {
  const past = Array.from({ length: 12 }, (_, at) =>
    talk(1 + at * 10, `c: garrafa ${at} ${'larga '.repeat(100)}`),
  ).flat();
  const { matters } = withMatters(none, past);
  expect(matters.map(({ asked }) => asked.slice(0, 10).trim())).toEqual(
    [4, 5, 6, 7, 8, 9, 10, 11].map((at) => `garrafa ${at}`),
  );
  for (const { asked } of matters) expect(asked.length).toBeLessThanOrEqual(141);
});
