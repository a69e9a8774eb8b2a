import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadFaq } from '../../../src/bots/faq/file/load.ts';
import { toMarks } from '../../../src/bots/faq/file/marks.ts';
import { parseFaq } from '../../../src/bots/faq/file/parse.ts';
import { Misconfigured } from '../../../src/errors.ts';
import { exampleFaq } from '../../../src/bots/open.ts';

test('reads titles, greetings, phrasings and answers of two languages', () => {
  const text = [
    '<!-- a note',
    '## not a question -->',
    '# Vivero Sur (es)',
    '',
    '¡Hola! Soy **el vivero**.',
    '',
    '## ¿Riegan?',
    '> dan agua',
    '',
    '> cuándo riegan',
    '',
    'Sí:',
    '',
    '* por la *mañana*',
    '> y a veces de noche',
    '### Nota',
    '```',
    '# no es un título',
    '```',
    '# South Nursery (EN)',
    '## Do you water?',
    'Yes.',
  ].join('\r\n');
  const [es, en] = parseFaq(text, 'faq.md', 'es').sections;
  expect(es).toEqual({
    language: 'es',
    name: 'Vivero Sur',
    greeting: '¡Hola! Soy *el vivero*.',
    entries: [
      {
        id: 'faq:es:riegan',
        language: 'es',
        question: '¿Riegan?',
        phrasings: ['dan agua', 'cuándo riegan'],
        answer: 'Sí:\n\n- por la _mañana_\n> y a veces de noche\n*Nota*\n```\n# no es un título\n```',
        line: 7,
      },
    ],
  });
  expect(en).toMatchObject({ language: 'en', name: 'South Nursery', greeting: null });
  expect(en?.entries[0]).toMatchObject({ question: 'Do you water?', answer: 'Yes.', line: 21 });
});

test('a file may do without a title and without a language', () => {
  const { sections } = parseFaq('## Open?\nYes.', 'faq.md', 'en');
  expect(sections).toMatchObject([{ language: 'en', name: null, greeting: null }]);
});

test('long questions keep ids within the 200 units of WhatsApp, and different ones apart', () => {
  const long = 'palabra '.repeat(60);
  const { sections } = parseFaq(`## ${long} uno\nA\n## ${long} dos\nB`, 'faq.md', 'es');
  const ids = sections[0]!.entries.map(({ id }) => id);
  expect(new Set(ids).size).toBe(2);
  expect(Math.max(...ids.map((id) => id.length))).toBeLessThan(200);
});

test.each([
  ['no questions', '# Shop (en)\n\nHello!', /faq\.md:1: no questions in language "en"\. Add some/],
  ['headings of no use', '<!-- nothing -->', /faq\.md:1: the file has no questions/],
  ['text before the first heading', '\nHello\n## A\nb', /faq\.md:2: text before the first heading\. Begin with/],
  [
    'a question twice',
    '## Open today?\nYes\n\n## ¿OPEN, today\nNo',
    /faq\.md:4: the question .* stands in the file twice\. Join/,
  ],
  [
    'a phrasing of two questions',
    '## A\n> x y\n\nb\n## C\n> X, Y!\n\nd',
    /faq\.md:6: "X, Y!" already leads to another question/,
  ],
  ['no answer', '## A\n> b\n## C\nd', /faq\.md:1: no answer to "A"\. Write it/],
  ['no letters', '## ???\nyes', /faq\.md:1: a question without letters or numbers/],
  ['a language twice', '# A (es)\n## b\nc\n# D\n## e\nf', /faq\.md:4: a second title for language "es"\. End each/],
])('refuses %s, with the line and the fix', (_, text, message) => {
  expect(() => parseFaq(text, 'faq.md', 'es')).toThrow(Misconfigured);
  expect(() => parseFaq(text, 'faq.md', 'es')).toThrow(message);
});

test('the same phrasing twice under one question is no fault', () => {
  expect(parseFaq('## A b\n> a b\n> c d\n> C, d\n\ne', 'f', 'es').sections[0]!.entries[0]!.phrasings).toEqual(['c d']);
});

test.each([
  ['**bold** and __bold__', '*bold* and *bold*'],
  ['*it* and _it_ and ***both***', '_it_ and _it_ and *_both_*'],
  ['**a *b* c**', '*a _b_ c*'],
  ['~~gone~~', '~gone~'],
  [
    '[map](https://a.example/x_y_z) ![pic](https://a.example/p.png "t")',
    'map (https://a.example/x_y_z) pic (https://a.example/p.png)',
  ],
  [
    '[https://a.example](https://a.example) <https://b.example> [mail](mailto:a@b.example)',
    'https://a.example https://b.example mail (a@b.example)',
  ],
  ['https://a.example/**x**/*y*', 'https://a.example/**x**/*y*'],
  ['`**code**` 2 * 3 * 4 \\*star\\*', '`**code**` 2 * 3 * 4 *star*'],
  ['* one\n+ two\n  - three\n1. four', '- one\n- two\n  - three\n1. four'],
  ['### Very **big** ###', '*Very big*'],
  ['```\n**x**\n```\n**y**', '```\n**x**\n```\n*y*'],
  ['line  \nnext\\\nlast\n\n\n\nend', 'line\nnext\nlast\n\nend'],
])('marks: %j → %j', (markdown, marks) => {
  expect(toMarks(markdown)).toBe(marks);
});

test('loads the example: the same questions in both languages, every answer free of Markdown', async () => {
  const { sections } = await loadFaq(exampleFaq);
  expect(sections.map(({ language, entries }) => [language, entries.length])).toEqual([
    ['es', 12],
    ['en', 12],
  ]);
  for (const { answer } of sections.flatMap(({ entries }) => entries)) expect(answer).not.toMatch(/\*\*|\]\(|^#/mu);
});

test('names what is wrong with a file that cannot be read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'faq-'));
  const file = async (name: string, content: string | Uint8Array): Promise<string> => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  await mkdir(join(folder, 'sub'));
  const cases: [string, RegExp][] = [
    [join(folder, 'none.md'), /none\.md does not exist\. Name a Markdown file/],
    [join(folder, 'sub'), /sub is a folder/],
    [await file('empty.md', '\uFEFF \n'), /empty\.md:1: the file is empty/],
    [await file('photo.md', Uint8Array.of(0x89, 0x50, 0x00, 0xf1)), /photo\.md is no text/],
    [await file('large.md', 'x'.repeat(1_000_001)), /at most 1000000 are allowed/],
  ];
  for (const [path, message] of cases) {
    const fault = await loadFaq(path).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Misconfigured);
    expect((fault as Error).message).toMatch(message);
  }
});
