import fc from 'fast-check';
import { expect, test } from 'vitest';
import { surveyLink, toWhatsApp, withSurveyLink } from '../../src/chatwoot/markdown.ts';
import { cpuMs } from '../cpu.ts';

const cases: [title: string, markdown: string, whatsapp: string][] = [
  ['bold', '**uno** y __dos__', '*uno* y *dos*'],
  ['italic', '*uno* y _dos_', '_uno_ y _dos_'],
  ['struck', '~~no~~ sí', '~no~ sí'],
  ['bold and italic', '***x*** y **_y_** y _**z**_', '_*x*_ y *_y_* y _*z*_'],
  ['ends of two together', '*it **bold*** y **bold *it***', '_it *bold*_ y *bold _it_*'],
  ['over two lines: each for itself', '**uno\\\ndos**', '*uno*\n*dos*'],
  ['over two lines, with blanks', '**uno  \n  dos**', '*uno*\n  *dos*'],
  ['bold within a word has no mark', 'pa**la**bra', 'palabra'],
  ['beside punctuation', '¿**Sí**? (**no**), **bien**.', '¿*Sí*? (*no*), *bien*.'],
  ['not closed', '**uno y *dos', '**uno y *dos'],
  ['not opened', 'uno** y dos*', 'uno** y dos*'],
  ['crossed', '**a _b** c_', '*a _b* c_'],
  ['code', 'usa `a_b*c*` ya', 'usa `a_b*c*` ya'],
  ['code with a backtick', 'usa `` a`b `` ya', 'usa ```a`b``` ya'],
  ['code of three on one line', '```hola```', '`hola`'],
  [
    'a block of code',
    'mira:\n```js\nconst a = **b**;\n\n\n\n\\*\n```\nfin',
    'mira:\n```const a = **b**;\n\n\n\n\\*```\nfin',
  ],
  ['a block never closed', '~~~\na', '```a```'],
  ['an empty block', 'a\n```\n```\nb', 'a\nb'],
  ['headings', '# Uno\n## Dos **y** más ##\n#No', '*Uno*\n*Dos y más*\n#No'],
  ['lists', '* uno\n+ dos\n- tres\n  * cuatro', '- uno\n- dos\n- tres\n  - cuatro'],
  ['numbers', '1. uno\n2) dos\n10.  tres', '1. uno\n2. dos\n10. tres'],
  ['marks in a list', '- **uno**: _a_\n- dos', '- *uno*: _a_\n- dos'],
  ['quotes', '> uno\n>dos\n> > tres\n\nfuera', '> uno\n> dos\n> tres\n\nfuera'],
  ['a list in a quote', '> - **a**', '> - *a*'],
  ['a link', '[el menú](https://example.com/menu)', 'el menú: https://example.com/menu'],
  ['a link with a title', '[menú](https://example.com/a "Carta")', 'menú: https://example.com/a'],
  ['a link that is its text', '[https://example.com/a_b](https://example.com/a_b)', 'https://example.com/a_b'],
  ['a link without its scheme', '[example.com](https://example.com/)', 'https://example.com/'],
  ['a link by hand', '<https://example.com/a_b_c>', 'https://example.com/a_b_c'],
  [
    'mail and phone',
    '[ana@example.com](mailto:ana@example.com) [llama](tel:+5491155550000)',
    'ana@example.com llama: +5491155550000',
  ],
  ['a link with parentheses', '[w](https://example.com/a_(b))', 'w: https://example.com/a_(b)'],
  [
    'a bold link',
    '**[https://example.com](https://example.com)** y **[x](https://example.com)**',
    'https://example.com y *x:* https://example.com',
  ],
  ['marks in a link', '[**x**](https://example.com)', '*x*: https://example.com'],
  ['no link', '[x] (y) [z](sin fin', '[x] (y) [z](sin fin'],
  ['a picture', '![foto](https://example.com/f_1.png)', 'https://example.com/f_1.png'],
  [
    'a picture in a link',
    '[![f](https://example.com/f.png)](https://example.com)',
    'https://example.com/f.png: https://example.com',
  ],
  ['a mention', 'hola [@Ana Ruiz](mention://user/1/Ana%20Ruiz)', 'hola @Ana Ruiz'],
  ['escapes', '\\*no\\* \\_no\\_ 1\\. \\# \\[x\\] C:\\dir \\\\', '*no* _no_ 1. # [x] C:\\dir \\'],
  [
    'entities',
    'a &amp; b &lt;c&gt; &quot;d&quot; &#241; &#xf1; &nope; &#0; &#55296;',
    'a & b <c> "d" ñ ñ &nope; &#0; &#55296;',
  ],
  ['a break of the editor', 'uno\\\ndos\\\n\ntres\\\n', 'uno\ndos\n\ntres'],
  ['an address with underscores', 'https://example.com/_a_/__b__?c_d=*e*', 'https://example.com/_a_/__b__?c_d=*e*'],
  ['an address that was escaped', 'https://example.com/a\\_b\\_c', 'https://example.com/a_b_c'],
  [
    'no mark touches an address',
    '**https://example.com/a_b** _www.example.com/a_b_',
    'https://example.com/a_b www.example.com/a_b',
  ],
  ['marks end before an address', '**mirá _https://example.com_**', '*mirá* https://example.com'],
  [
    'and begin behind it',
    '**https://example.com ya** y **mirá https://example.com ya**',
    'https://example.com *ya* y *mirá https://example.com ya*',
  ],
  [
    'a blank keeps them apart',
    '**mirá** https://example.com**ya** **[x](https://example.com)ya**',
    '*mirá* https://example.com ya *x: https://example.com ya*',
  ],
  [
    'an address that is struck',
    '~~https://example.com/x~~ y ~~ver https://example.com/x~~',
    'https://example.com/x y ~ver~ https://example.com/x',
  ],
  ['an address without scheme', 'example.com/__a__/b', 'example.com/__a__/b'],
  ['underscores in words', 'mi_archivo_final.pdf y a__b__c', 'mi_archivo_final.pdf y a__b__c'],
  [
    'plain asterisks',
    '2*3*4 = 24, 2**3**4, 5 * 6 * 7, (*) y (*), **** y *',
    '2*3*4 = 24, 2**3**4, 5 * 6 * 7, (*) y (*), **** y *',
  ],
  ['emoji', '👩‍👩‍👧 *️⃣ uno *️⃣ ¯\\\\_(ツ)_/¯', '👩‍👩‍👧 *️⃣ uno *️⃣ ¯\\_(ツ)_/¯'],
  ['one tilde', '~30 min ~ 40', '~30 min ~ 40'],
  ['empty lines', '\n\nuno\n\n\n\n\n\ndos\n\n\n', 'uno\n\n\ndos'],
  ['line ends of Windows', 'uno\r\ndos\rtres', 'uno\ndos\ntres'],
  ['blanks at line ends', 'uno  \ndos\t', 'uno\ndos'],
  ['a rule', 'a\n\n---\n\nb', 'a\n\n---\n\nb'],
  ['a phone number', '+54 9 11 5555-0000\n- 5', '+54 9 11 5555-0000\n- 5'],
  ['html stays', '<b>a</b> <br>', '<b>a</b> <br>'],
  ['nothing', ' \n\n', ''],
];

test.each(cases)('%s', (_, markdown, whatsapp) => {
  expect(toWhatsApp(markdown)).toBe(whatsapp);
});

test('a text without any sign is not changed', () => {
  const words = fc.string({ unit: fc.constantFrom(...'abcñ áé🌻ツ,.;:¿?()"\'/%'.split(/(?:)/u)), minLength: 1 });
  fc.assert(
    fc.property(words, (text) => {
      const plain = `x${text}x`;
      expect(toWhatsApp(plain)).toBe(plain);
    }),
  );
});

test('marks come in pairs, and no text between them is lost', () => {
  const word = fc.constantFrom('hola', 'sí', '9 a 18', 'la_casa', '🌻');
  const wrapped = fc.tuple(fc.constantFrom(['**', '*'], ['_', '_'], ['~~', '~'], ['__', '*']), word);
  fc.assert(
    fc.property(fc.array(wrapped, { minLength: 1 }), (parts) => {
      const markdown = parts.map(([[sign], text]) => `${sign}${text}${sign}`).join(' ');
      expect(toWhatsApp(markdown)).toBe(parts.map(([[, sign], text]) => `${sign}${text}${sign}`).join(' '));
    }),
  );
});

const pieces = [
  '*',
  '**',
  '***',
  '_',
  '__',
  '~~',
  '`',
  '``',
  '```',
  '[',
  ']',
  '](',
  '![',
  '(',
  ')',
  '<',
  '>',
  '> ',
  '#',
  '# ',
  '- ',
  '1. ',
  '\\',
  '\n',
  ' ',
  '&amp;',
  '&#',
  'https://',
  'www.',
  '"',
  "'",
  'a',
  'ñ',
  '🌻',
  '\ud83d',
  '\0',
];

test('nothing makes it throw or add a letter', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
      const said = toWhatsApp(parts.join(''));
      expect(said.split('ñ').length).toBeLessThanOrEqual(parts.filter((one) => one === 'ñ').length + 1);
    }),
    { numRuns: 2000 },
  );
});

const SIZE = 75_000;
const hostile = [
  ...pieces,
  '*a ',
  '**a *b ',
  '_a',
  '[a](x',
  '[a](x "',
  '[a](<',
  '[[a](u)](u)',
  '![',
  '[a]',
  '](',
  '`a``b',
  '> > ',
  '* * ',
  '**a_b',
  '***a',
  'a***',
  'https://a(',
  'http://!',
  '&#x',
  '   x',
  '\\\n',
  '\\[',
  '~~a ~~',
  '# a #',
  '[a](\\(',
  '<https://',
];

test.each(hostile)('75,000 characters of %j take no longer than they must', (piece) => {
  const half = piece.repeat(SIZE / 2 / piece.length);
  const texts = [piece.repeat(SIZE / piece.length), half + 'x)'.repeat(SIZE / 4), half + '](x)'.repeat(SIZE / 8)];
  const took = cpuMs(() => {
    for (const text of texts) for (const it of [text, `${text} x`]) toWhatsApp(it);
  });
  // Six texts, half a second; a walk that goes back for each sign takes minutes.
  expect(took).toBeLessThan(6000);
});

test('where a conversation is rated', () => {
  const link = surveyLink('https://chatwoot.example.com/public/api/v1/', '3138d4c4-fcc2-4bf2-aa29-29813d2fff64');
  expect(link).toBe('https://chatwoot.example.com/survey/responses/3138d4c4-fcc2-4bf2-aa29-29813d2fff64');
  expect(withSurveyLink('Por favor, valora la conversación', link)).toBe(`Por favor, valora la conversación\n${link}`);
  expect(withSurveyLink(`Valora: ${link}`, link)).toBe(`Valora: ${link}`);
  expect(withSurveyLink(null, link)).toBe(link);
});
