import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toMarkdown } from '../../../src/chatwoot/shown/to-markdown.ts';
import { messageText } from '../../../src/whatsapp/say/message-text.ts';
import { readWebhook } from '../../../src/whatsapp/read/webhook.ts';
import { arrivedAt, index, rawSample } from '../../whatsapp/read/samples.ts';
import { bothReadings, page, readAgain } from '../page.ts';
import { cpuMs } from '../../cpu.ts';

const rows: [typed: string, content: string][] = [
  ['*azul*', '**azul**'],
  ['_x_', '_x_'],
  ['~rojo~', '~~rojo~~'],
  ['*_x_* _*y*_', '**_x_** _**y**_'],
  ['¿*Sí*? (*no*), *bien*.', '¿**Sí**? (**no**), **bien**.'],
  ['```mono``` y `uno`', '```mono``` y `uno`'],
  ['```\nuno *dos*\n```\nfin', '```\nuno *dos*\n```\nfin'],
  ['mira ```a\nb``` fin', 'mira \n```\na\nb\n```\n fin'],
  ['- uno\n- dos', '- uno\n- dos'],
  ['* uno\n* dos', '* uno\n* dos'],
  ['1. a\n2. b\n3. c', '1. a\n2. b\n3. c'],
  ['7. a\n8. b', '7. a\n8. b'],
  ['1. a\n1. b', '1. a\n1\\. b'],
  ['2. a\n2. b\n2. c', '2. a\n2\\. b\n2\\. c'],
  ['1. a\n\n1. b', '1. a\n\n1\\. b'],
  ['1) a', '1\\) a'],
  ['03. a', '03\\. a'],
  ['2.', '2\\.'],
  ['60*40*30', '60*40\\*30'],
  ['ab*12*cd', 'ab*12\\*cd'],
  ['__init__', '__init\\_\\_'],
  ['**negrita**', '**negrita\\*\\*'],
  ['5 * 6 * 7', '5 * 6 * 7'],
  ['* hola*', '* hola*'],
  ['mi_archivo_final.pdf', 'mi_archivo_final.pdf'],
  ['C:\\_datos\\*.txt', 'C:\\\\_datos\\\\*.txt'],
  ['C:\\datos', 'C:\\datos'],
  ['# 4521', '\\# 4521'],
  ['#4521', '#4521'],
  ['+54 11', '+54 11'],
  ['+ 54', '\\+ 54'],
  ['-5 °C', '-5 °C'],
  ['> 18', '\\> 18'],
  ['18 > 17', '18 > 17'],
  ['![x](https://example.com/p.png)', '!\\[x](https://example.com/p.png)'],
  ['[x](https://example.com)', '\\[x](https://example.com)'],
  ['[x]: https://example.com', '\\[x]: https://example.com'],
  ['[x]', '[x]'],
  ['***', '**\\*'],
  ['a\n---\nb', 'a\n\\--\\-\nb'],
  ['    cuatro', '\u00A0\u00A0\u00A0\u00A0cuatro'],
  ['   tres', '   tres'],
  ['<b>hola</b>', '<b>hola</b>'],
  ['<https://example.com>', '\\<https://example.com>'],
  ['&amp; &#35; & y &co', '\\&amp; \\&#35; & y &co'],
  ['(c) (R)', '\\(c) \\(R)'],
  ['hola...', 'hola.\\..'],
  ['hola..https://example.com/x*', 'hola.\\.https://example.com/x*'],
  [',,ñftp://example.com/*', ',\\,ñftp://example.com/*'],
  ['...ftp://example.com/&#35;', '.\\..<ftp://example.com/&#35>;'],
  ['a--ftp://example.com/*', 'a-\\-ftp://example.com/*'],
  ['a -- b', 'a -\\- b'],
  ['dijo "hola"', 'dijo "hola\\"'],
  ["it's", "it\\'s"],
  ['15" x 20', '15" x 20'],
  ['a|b\n-|-\n1|2', 'a|b\n\\-|-\n1|2'],
  ['a\\\nb', 'a\\\\\nb'],
  ['- - x', '- \\- x'],
  ['- # x', '- \\# x'],
  ['https://example.com/a_b_c?d=*e&f=g', 'https://example.com/a_b_c?d=*e&f=g'],
  ['*https://example.com*', '**https://example.com**'],
  ['_ver https://example.com_', '*ver https://example.com*'],
  ['https://example.com/a...', '<https://example.com/a>.\\..'],
  ['ana_b@example.com', 'ana_b@example.com'],
  [':smile: {{nombre}} {% x %}', ':smile: {{nombre}} {% x %}'],
  ['*️⃣ uno *️⃣', '*️⃣ uno *️⃣'],
  ['it`s 5 o`clock', 'it\\`s 5 o`clock'],
  ['a\r\nb', 'a\nb'],
  ['uno\n\n\n\ndos  \ntres', 'uno\n\n\n\ndos  \ntres'],
  ['COMO VA', 'COMO VA'],
  ['¡Todo bien, gracias por preguntar! 😊', '¡Todo bien, gracias por preguntar! 😊'],
];

test.each(rows)('%j', (typed, content) => {
  expect(toMarkdown(typed)).toBe(content);
  const [wanted, read] = bothReadings(typed, content);
  expect(read).toBe(wanted);
});

test('addresses stay links, and lead where they say', () => {
  for (const [typed, href] of [
    ['mirá https://example.com/a_b_c, ¿sí?', 'https://example.com/a_b_c'],
    ['*https://example.com/x*', 'https://example.com/x'],
    ['_ver https://example.com_', 'https://example.com'],
    ['(https://example.com/a_(b))', 'https://example.com/a_(b)'],
    ["it's at https://example.com/it's", "https://example.com/it's"],
    ['2*3*4 ana_b@example.com', 'mailto:ana_b@example.com'],
  ] as const) {
    const links = page.render(toMarkdown(typed)).matchAll(/<a href="([^"]*)"/g);
    expect([...links].map(([, found]) => found)).toEqual([href]);
  }
});

const marks = [
  ...['*', '_', '~', '`', '```', '**', '__', '~~', '-', '- ', '* ', '+', '+ '],
  ...['#', '# ', '>', '> ', '1.', '1. ', '2. '],
  ...[
    '3) ',
    '[',
    '](',
    '![',
    ')',
    '(c)',
    '..',
    '...',
    '--',
    '---',
    '\\',
    '&amp;',
    '&#35;',
    '<',
    '<b>',
    '|',
    '|-|',
    "'",
  ],
  ...['"', '\n', '\n\n', '    ', '\t', ' ', ' ', 'a', 'hola', '12', 'ñ', '🙂', '¡', '!', '????', ',,', '=', '==='],
  ...['https://example.com/x', 'www.example.com', ': https://example.com'],
];
const alphabets: [name: string, pieces: string[]][] = [
  ['everything', marks],
  ['styles', ['*', '_', '~', ' ', 'a', 'b', '\n', '.']],
  ['code', ['`', '``', '```', '\n', 'a', ' ', '*']],
  ['lists', ['-', '*', '+', '1.', '2.', ' ', '\n', 'a', '    ', '#', '>']],
  ['links', ['[', ']', '(', ')', '!', 'x', 'https://example.com', ':', '\n', ' ', '"', '<', '>']],
  ['typography', ["'", '"', 'a', ' ', '.', ',', '(', '-', '+', '?', '!', '\n']],
  ['tables', ['|', '-', ':', '\n', 'a', ' ']],
  ['escapes', ['\\', '*', '_', '\n', 'a', '[', '&lt;']],
];

describe('whatever is typed is read as it was typed, with the marks of WhatsApp', () => {
  test.each(alphabets)('%s', (_, pieces) => {
    const typed = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(typed, (text) => {
        // An address with quotation marks in it: the page itself makes others of them, and no backslash may stand there.
        fc.pre(!/:\/\/\S*['"]/.test(text));
        const [wanted, read] = bothReadings(text, toMarkdown(text));
        expect(read).toBe(wanted);
      }),
      { numRuns: 1000 },
    );
  });

  test('in any script', () => {
    const unit = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 3 }), fc.constantFrom('*', '_', ' ', '\n'));
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        fc.pre(!/[\0•‼]/.test(text));
        const [wanted, read] = bothReadings(text, toMarkdown(text));
        expect(read).toBe(wanted);
      }),
    );
  });
});

test('no backslash stands where it is not needed', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...marks), { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      // Of these the other reading of the page is only seen in colours: `_x_` as `_x_`.
      fc.pre(!/[\\`]|:\/\/|www|_.*_|~.*~/s.test(text));
      const content = toMarkdown(text);
      for (const { index } of content.matchAll(/\\/g)) {
        const without = content.slice(0, index) + content.slice(index + 1);
        // Of an empty entry only its sign would be left.
        if (/(?:[-+*]|\d+[.)])[ \t]*(?:\n|$)/.test(without)) continue;
        if (readAgain(without) === readAgain(content)) throw new Error(`${content} could be ${without}`);
      }
    }),
    { numRuns: 1000 },
  );
});

test('a text without marks is posted byte for byte', () => {
  const words = fc.string({ unit: fc.constantFrom(...'abcñ áé🌻ツ,;:¿?()/%\n'.split(/(?:)/u)) });
  fc.assert(
    fc.property(words, (text) => {
      fc.pre(!/,,|\?{4}|\((?:c|r)\)|^ {4}/im.test(text));
      expect(toMarkdown(text)).toBe(text);
    }),
  );
});

test('what attackers and customers wrote is read as it was typed', () => {
  const hostile = readFileSync(new URL('../../fixtures/hostile-messages.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const texts = hostile.map((line) => (JSON.parse(line) as { text: string }).text);
  for (const { file, jsonParse } of index.cases) {
    if (jsonParse === 'throws') continue;
    const { messages } = readWebhook(JSON.parse(rawSample(file).toString()), arrivedAt);
    texts.push(...messages.map((message) => messageText(message, 'es', 'citado *así*')));
  }
  expect(texts.length).toBeGreaterThan(120);
  for (const text of texts) {
    const [wanted, read] = bothReadings(text, toMarkdown(text));
    expect(read).toBe(wanted);
  }
});

const SIZE = 65_000;
test.each([
  ...marks,
  '*a ',
  '_a',
  '[a](x',
  '`a``b',
  'a*b*',
  '- - ',
  '1. 1. ',
  '| a |\n|---|\n',
  "it's ",
  '"a" ',
  '*_~',
  '<a@b.co> ',
])('65,000 characters of %j take no longer than they must', (piece) => {
  const texts = [piece.repeat(SIZE / piece.length), piece.repeat(7_900 / piece.length)];
  // A tenth of a second each on a quiet machine; a walk that goes back for each sign takes minutes.
  expect(cpuMs(() => texts.map((text) => toMarkdown(text)))).toBeLessThan(10_000);
});
