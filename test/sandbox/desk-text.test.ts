import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { deskLine, deskPieces } from '../../src/sandbox/desk-text.ts';
import type { DeskPiece } from '../../src/sandbox/types.ts';

/** As HTML, so that it can be compared with what markdown-it itself writes. */
const html = (piece: DeskPiece): string =>
  typeof piece === 'string'
    ? MarkdownIt().utils.escapeHtml(piece)
    : `<${piece.tag}${piece.start === undefined ? '' : ` start="${piece.start}"`}>${piece.parts.map(html).join('')}</${piece.tag}>`;
const shown = (content: string) => deskPieces(content).map(html).join('');

test.each([
  ['hola', '<p>hola</p>'],
  ['uno\ndos', '<p>uno<br></br>dos</p>'],
  [
    '**negrita** _cursiva_ ~~tachado~~ `código`',
    '<p><strong>negrita</strong> <em>cursiva</em> <s>tachado</s> <code>código</code></p>',
  ],
  ['60*40*30', '<p>60<em>40</em>30</p>'],
  ['60\\*40\\*30', '<p>60*40*30</p>'],
  ['- uno\n- dos', '<ul><li>uno</li><li>dos</li></ul>'],
  ['3. tres\n4. cuatro', '<ol start="3"><li>tres</li><li>cuatro</li></ol>'],
  ['# título', '<h1>título</h1>'],
  ['texto\n---', '<p>texto</p><hr></hr>'],
  ['texto\n===', '<p>texto<br></br>===</p>'],
  ['> dicho', '<blockquote><p>dicho</p></blockquote>'],
  ['<b>no</b>', '<p>&lt;b&gt;no&lt;/b&gt;</p>'],
  ['(c) ... -- "x"', '<p>© … – “x”</p>'],
  ['    cuatro', '<pre>cuatro</pre>'],
])('%j', (content, wanted) => {
  expect(shown(content)).toBe(wanted);
});

test('links lead where a page may go; a picture of a stranger is named with its address', () => {
  expect(deskPieces('mirá https://example.com/a')).toEqual([
    { tag: 'p', parts: ['mirá ', { tag: 'a', href: 'https://example.com/a', parts: ['https://example.com/a'] }] },
  ]);
  expect(deskPieces('[@Ana](mention://user/1/Ana) [x](javascript:alert)')).toEqual([
    { tag: 'p', parts: ['@Ana', ' [x](javascript:alert)'] },
  ]);
  expect(deskPieces('![gato](https://example.com/g.png)')).toEqual([
    { tag: 'p', parts: [{ tag: 'img', href: 'https://example.com/g.png', parts: ['gato'] }] },
  ]);
});

test('whatever the text, its letters are those of the page', () => {
  const page = MarkdownIt({
    html: false,
    breaks: true,
    linkify: true,
    typographer: true,
    quotes: '“”‘’',
    maxNesting: 20,
  });
  page.disable('lheading');
  const letters = (text: string) =>
    text
      .replace(/<[^>]*>/g, '')
      .replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '')
      .replace(/\s+/g, '');
  const piece = fc.constantFrom(
    '*',
    '_',
    '~~',
    '`',
    '\n',
    ' ',
    '    ',
    '# ',
    '> ',
    '- ',
    '1. ',
    '|',
    '[x](y)',
    '<b>',
    'a',
    'é',
    '\\',
    '---',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (parts) => {
      const text = parts.join('');
      expect(letters(shown(text))).toBe(letters(page.render(text)));
    }),
  );
});

test.each([
  [
    '🤖 Nuestro horario:\n\n- **Lunes:** de 7 a 20\n- **Domingo:** cerrado',
    '🤖 Nuestro horario: Lunes: de 7 a 20 Domingo: cerrado',
  ],
  ['[acá](https://tienda.example/menu)\n> dicho', 'acá dicho'],
  ['60*40*30', '604030'],
  ['', ''],
])('in the list of conversations %j is %j', (content, line) => {
  expect(deskLine(content)).toBe(line);
});
