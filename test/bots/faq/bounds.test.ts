import { expect, test } from 'vitest';
import type { Said } from '../../../src/bots/bot.ts';
import { openFaqBot } from '../../../src/bots/faq/bot.ts';
import { parseFaq } from '../../../src/bots/faq/file/parse.ts';
import { wordsSaid } from '../../../src/bots/faq/hear/words-said.ts';
import { turnOf } from '../turn.ts';

const said = (text: string): Said => ({ id: text.slice(0, 9), author: 'customer', at: 1, kind: 'text', text });
const noise = (at: number): string =>
  `${'bcdfglmnpr'[at % 10]}a${'lmnrst'[at % 6]}e${'bdgp'[at % 4]}o${at.toString(36)}`;

test('of a long message its beginning and its end are read, of a long word its beginning', () => {
  const long = `abren los domingos? ${'bla '.repeat(1_000)} aceptan tarjeta?`;
  const read = wordsSaid([said(long)]);
  expect(read.length).toBeLessThan(1_000);
  expect(read).toContain('abren los domingos?');
  expect(read).toContain('aceptan tarjeta?');
  expect(wordsSaid([said('x'.repeat(4_096))]).length).toBeLessThan(200);
  expect(wordsSaid(Array.from({ length: 200 }, () => said(long))).length).toBeLessThan(1_000);
});

test('a file of 500 questions and hostile messages keep nobody waiting for long', async () => {
  const questions = Array.from({ length: 500 }, (_, at) => {
    const words = Array.from({ length: 30 }, (_unused, n) => noise(at * 31 + n)).join(' ');
    return `## ¿Tienen ${noise(at)} rojo?\n\n> precio de ${noise(at + 7_000)}\n\n${words}.\n`;
  });
  const bot = openFaqBot(parseFaq(`# Negocio (es)\n\n${questions.join('\n')}`, 'big.md', 'es'));
  const hostile = [' ', ', ', '? ', ' y '].map((joint) =>
    Array.from({ length: 900 }, (_, at) => noise(at * 13 + 3))
      .join(joint)
      .slice(0, 4_096),
  );
  for (const text of [...hostile, 'me cobraron '.repeat(340), '😡'.repeat(2_000), `a${'\u0301'.repeat(4_000)}`]) {
    const began = process.cpuUsage();
    await bot.answer(turnOf([text]), new AbortController().signal);
    const { user, system } = process.cpuUsage(began);
    // Measured: 30 ms where it was 2,000; the limit is for machines that are much slower.
    expect((user + system) / 1_000, text.slice(0, 40)).toBeLessThan(600);
  }
});
