import { expect, test } from 'vitest';
import { appearanceOnPage } from '../../../src/chatwoot/shown/page.ts';
import { toMarkdown } from '../../../src/chatwoot/shown/to-markdown.ts';

const everyday = [
  'Hola, quería saber si tienen el modelo "Luna" en talle 40-42 (o 38), y cuánto sale el envío.',
  'Me dijeron que no había más... pero en la web figura [disponible].',
  "It's not what I've ordered, is it?",
  'Pagué $ 1.200,50 & me cobraron <dos veces>: 60 * 40 cm, mi_archivo_final.pdf.',
  '*Gracias* por todo, _saludos_.',
];

test.each([
  ['paragraphs', '\n\n', 10_000],
  ['lines', '\n', 10_000],
  ['one line', ' ', 4_096],
])('no backslash stands where it is not needed in a long text: %s', (_, between, length) => {
  const text = Array.from({ length: length / 60 }, (_, i) => everyday[i % everyday.length])
    .join(between)
    .slice(0, length);
  const content = toMarkdown(text);
  const appearance = appearanceOnPage(content);
  const signs = [...content.matchAll(/\\/g)];
  expect(signs.length).toBeGreaterThan(40);
  for (const { index } of signs.filter((_, n) => n % 5 === 0)) {
    expect(
      appearanceOnPage(content.slice(0, index) + content.slice(index + 1)),
      content.slice(index - 20, index + 20),
    ).not.toBe(appearance);
  }
});
