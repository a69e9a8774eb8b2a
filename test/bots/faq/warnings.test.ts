import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { Talk } from '../../../src/bots/eval/talk.ts';
import { openFaqBot } from '../../../src/bots/faq/bot.ts';
import { loadFaq } from '../../../src/bots/faq/file/load.ts';
import { loadSynonyms } from '../../../src/bots/faq/file/synonyms.ts';
import { parseFaq } from '../../../src/bots/faq/file/parse.ts';
import { warningText } from '../../../src/bots/faq/file/warnings.ts';
import { openVocabulary } from '../../../src/bots/faq/read/vocabulary.ts';
import { exampleFaq, openFaq } from '../../../src/bots/open.ts';

const read = (text: string) => parseFaq(text, 'faq.md', 'es');
const warned = (text: string) => read(text).warnings.map(({ line, kind }) => `${line} ${kind}`);
const example = await readFile(exampleFaq, 'utf8');
/** The example with one thing in it gone wrong. */
const broken = (from: string, to: string) => {
  expect(example).toContain(from);
  return example.replace(from, to);
};
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;
const count = (text: string) => read(text).sections.map(({ entries }) => entries.length);

test('the example has nothing to be warned of', () => {
  expect(read(example).warnings).toEqual([]);
});

test('a comment that never ends costs what is in it up to the next heading, and is told', () => {
  const text = broken('## ¿Dónde están?', '<!-- cambiar en marzo\n\n## ¿Dónde están?');
  expect(count(text)).toEqual([12, 12]);
  expect(warned(text)).toEqual([`${lineOf(text, '<!-- cambiar')} openComment`]);
  const end = `${example}
<!-- nota interna`;
  expect(warned(end)).toHaveLength(1);
});

test('a comment that is closed by the end of a later one is told as well', () => {
  const text = broken('## ¿Dónde están?', '<!-- uno\n\n## ¿Dónde están?').replace(
    '# La Espiga Bakery (en)',
    '<!-- dos -->\n# La Espiga Bakery (en)',
  );
  expect(count(text)).toEqual([12, 12]);
  expect(warned(text)).toEqual([`${lineOf(text, '<!-- uno')} openComment`]);
});

test('a block of code that never ends does not swallow the questions below it', () => {
  const text = broken('Nuestro horario:', '```\nNuestro horario:');
  expect(count(text)).toEqual([12, 12]);
  expect(warned(text)).toEqual([`${lineOf(text, '```\nNuestro')} openFence`]);
  const closed = '## A\n```\n# x\n```\n## B\n```\nb\n\n## C\nc\n```\nd\n```';
  expect(warned(closed)).toEqual(['6 openFence']);
  expect(count(closed)).toEqual([3]);
  expect(warned('## A\n```\n## x\n```\na')).toEqual(['2 headingsInFence']);
});

test.each([
  ['## ¿Dónde están?', '¿Dónde están?'],
  ['## ¿Dónde están?', '**¿Dónde están?**'],
  ['## ¿Dónde están?', '### ¿Dónde están?'],
  ['## ¿Dónde están?', 'Dónde están'],
])('a question whose %s became %s is told', (from, to) => {
  const text = broken(from, to);
  expect(count(text)).toEqual([11, 12]);
  const { warnings } = read(text);
  expect(warnings).toEqual([
    { line: lineOf(text, `\n${to}\n`) + 1, kind: 'noHeading', about: to.replace(/[*# ]*(¿?D.*n\??).*/u, '$1') },
  ]);
  expect(warningText(warnings[0]!, 'es')).toContain('ponele ##');
});

test('a single # in front of a question says what it should be', () => {
  expect(() => read(broken('## ¿Dónde están?', '# ¿Dónde están?'))).toThrow(/If it is a question, begin it with "##"/);
});

test('other ways to ask with - in place of > are told, a list as an answer is not', () => {
  expect(warned('## ¿Abren?\n- horarios\n- a qué hora abren\n\nDe 8 a 20.')).toEqual(['2 dashes']);
  expect(warned('## ¿Abren?\n\n> horarios\n- a qué hora abren\n\nDe 8 a 20.')).toEqual(['4 dashes']);
  expect(warned('## ¿Precios?\n\n- Pan: $100\n- Torta: $200')).toEqual([]);
  expect(warned('## ¿Precios?\n\n- Pan: $100\n- Torta: $200\n\nCon efectivo, menos.')).toEqual([]);
});

test('one line with -, • or » before the answer is told, a list of prices is not', () => {
  for (const mark of ['-', '*', '•', '»', '&gt;'])
    expect(warned(`## ¿Abren?\n\n${mark} horarios\n\nDe 8 a 20.`)).toEqual(['3 dashes']);
});

test('a mark without its > and a comment that only ends are told', () => {
  expect(warned('## A b\n\nc\n\n- ask: ¿Cuándo?\n\nluego: persona')).toEqual(['5 unquotedMark', '7 unquotedMark']);
  expect(warned('## A b\n\nLuego: te llamamos.\n\nnota -->')).toEqual(['5 strayEnd']);
});

test('line ends, a mark of byte order and tabs are no fault', () => {
  const text = '# B (es)\n\n## ¿Abren?\n\n>\thorarios\n\nDe 8 a 20.\n';
  for (const same of [text, text.replaceAll('\n', '\r\n'), text.replaceAll('\n', '\r'), `\uFEFF${text}`]) {
    expect(read(same).warnings).toEqual([]);
    expect(read(same).sections[0]!.entries).toMatchObject([{ phrasings: ['horarios'], answer: 'De 8 a 20.' }]);
  }
  expect(warned(text.replace('## ¿Abren?', '## ¿A?\n\nSí.\n\n\t## ¿Abren?'))).toEqual(['7 noHeading']);
});

test('a file saved as Windows-1252 or UTF-16 is read, and told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'faq-'));
  const text = '# Bar (es)\r\n\r\n## ¿Venden café?\r\n\r\nSí, señora.\r\n';
  await writeFile(join(folder, 'ansi.md'), Buffer.from(text, 'latin1'));
  await writeFile(join(folder, 'utf16.md'), Buffer.from(`\uFEFF${text}`, 'utf16le'));
  for (const [name, encoding, line] of [
    ['ansi.md', 'Windows-1252', 3],
    ['utf16.md', 'UTF-16LE', 1],
  ] as const) {
    const { sections, warnings } = await loadFaq(join(folder, name));
    expect(sections[0]!.entries).toMatchObject([{ question: '¿Venden café?', answer: 'Sí, señora.' }]);
    expect(warnings).toEqual([{ line, kind: 'notUtf8', about: encoding }]);
  }
});

test('other ways to ask below the answer are told, with the line', () => {
  expect(warned('## ¿Abren?\n\nDe 8 a 20.\n\n> horarios\n> a qué hora')).toEqual(['5 quoteBelow']);
});

test('an answer that asks something back is no lost question', () => {
  expect(warned('## ¿Abren?\n\nSí, de 8 a 20.\n\n¿Te esperamos?')).toEqual([]);
  expect(warned('# A (es)\n\n¡Hola!\n\n¿En qué te ayudo?\n\n## ¿Abren?\nSí.')).toEqual([]);
});

test('marks that say nothing known are told', () => {
  expect(warned('## A b\n\nc\n\n> then: perso\n> ask:')).toEqual(['5 badMark', '6 badMark']);
  expect(warned('# A (es)\n> sinónimos: mp\n## A b\nc')).toEqual(['2 badSynonyms']);
});

test('marks in both languages, above and below the answer', () => {
  const [one, two] = read('## A b\n> ask: **When?**\n\nc\n\n## D e\n\nf\n\n> después: pasar a una persona').sections[0]!
    .entries;
  expect(one).toMatchObject({ answer: 'c', ask: '*When?*', phrasings: [] });
  expect(two).toMatchObject({ answer: 'f', thenPerson: true });
});

test('the start of the service logs each warning with file and line', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const faqFile = join(await mkdtemp(join(tmpdir(), 'faq-')), 'faq.md');
  await writeFile(faqFile, '## ¿Abren?\n\nDe 8 a 20.\n\n> horarios');
  await openFaq({ faqFile, language: 'es', log });
  expect(lines.join('')).toMatch(/"line":5.*customers see the lines with >/);
});

const heard = async (synonyms: string[][], file: string, text: string) => {
  const bot = openFaqBot(read(file), openVocabulary(synonyms));
  return (await new Talk(bot, 'es').say([text], new AbortController().signal)).text;
};

test('words that mean the same: of the file, of the installation, joined with those that ship', async () => {
  const file =
    '# Bar (es)\n> sinónimos: birra = cerveza, chela\n## ¿Venden cerveza?\n\nSí, tirada.\n\n## ¿Aceptan mercado pago?\n\nSí, con QR.\n\n## ¿Tienen picadas?\n\nSí.';
  expect(read(file).synonyms).toEqual([['birra', 'cerveza', 'chela']]);
  expect(await heard(read(file).synonyms, file, 'hay chelas?')).toBe('Sí, tirada.');
  expect(await heard([['tabla', 'picada']], file, 'tienen tablas?')).toContain('Sí.');
  expect(await heard([['billetera azul', 'mp']], file, 'puedo con billetera azul?')).toContain('QR');
});

test('BOT_SYNONYMS is a file or the groups themselves; what is wrong in it has its line', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'synonyms-')), 'words.txt');
  await writeFile(file, '# ours\nmp = mercado pago, mercadopago\n\nbirome = lapicera # pens\n');
  expect(await loadSynonyms(file)).toEqual([
    ['mp', 'mercado pago', 'mercadopago'],
    ['birome', 'lapicera'],
  ]);
  expect(await loadSynonyms('mp = mercado pago; birome = lapicera')).toHaveLength(2);
  await writeFile(file, 'mp = mercado pago\nbirome\n');
  await expect(loadSynonyms(file)).rejects.toThrow(/words\.txt:2: "birome" does not tell/);
  await expect(loadSynonyms(join(tmpdir(), 'no-such-list.txt'))).rejects.toThrow(/does not exist/);
});
