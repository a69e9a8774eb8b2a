import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressTo, composeParts, type SaidPart } from '../../../src/whatsapp/write/compose.ts';
import { splitEnd, splitText } from '../../../src/whatsapp/write/split.ts';

const bodyOf = (part: SaidPart) => (part.type === 'text' ? part.text.body : part.interactive.body.text);
/** Marks that a cut goes through are closed and opened again. */
const letters = (text: string) => text.replace(/[\s*_~`]+/g, '');
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 3000, size: 'max' }),
  fc.lorem({ maxCount: 900 }),
  fc
    .array(fc.constantFrom('👩‍👩‍👧‍👦', 'a', 'palabra ', '. ', '\n', '\n\n', 'e\u0301', '🇦🇷', '  '), {
      maxLength: 1500,
      size: 'max',
    })
    .map((parts) => parts.join('')),
);

test('a short text is one part', () => {
  expect(composeParts({ text: 'Hola' })).toEqual([{ type: 'text', text: { body: 'Hola', preview_url: false } }]);
});

test('nothing to say gives no part', () => {
  for (const text of ['', ' \n', '\0', '\u200b']) expect(composeParts({ text })).toEqual([]);
});

test('parts give the text back, each within the limit and well-formed', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 40, max: 4095 }), (text, max) => {
      const parts = splitText(text, max);
      expect(letters(parts.join(''))).toBe(letters(text));
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(max);
        expect(part.isWellFormed()).toBe(true);
        expect(part.trim()).toBe(part);
        expect(part).not.toBe('');
      }
      const [head, end] = splitEnd(text, max);
      expect(letters(head + end)).toBe(letters(text));
      expect(end.length).toBeLessThanOrEqual(max);
      expect((head + end).isWellFormed()).toBe(true);
      expect(end.isWellFormed()).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('no family is torn apart', () => {
  const family = '👩‍👩‍👧‍👦';
  const parts = splitText(family.repeat(1000), 4095);
  expect(parts.length).toBe(Math.ceil(1000 / Math.floor(4095 / family.length)));
  for (const part of parts) expect(part.length % family.length).toBe(0);
});

test('even one endless visible character is cut without breaking a pair', () => {
  const parts = splitText('🙂' + '\u0301'.repeat(50) + '🏽'.repeat(100), 60);
  for (const part of parts) expect(part.isWellFormed() && part.length <= 60).toBe(true);
});

test.each([
  ['paragraph', `${'a'.repeat(60)}. b\n\n${'c'.repeat(20)}. d ${'e'.repeat(60)}`, `${'a'.repeat(60)}. b`],
  ['line', `${'a'.repeat(60)}. b\n${'c'.repeat(20)}. d ${'e'.repeat(60)}`, `${'a'.repeat(60)}. b`],
  ['sentence', `${'a'.repeat(60)} b. ${'c'.repeat(20)} d ${'e'.repeat(60)}`, `${'a'.repeat(60)} b.`],
  ['word', `${'a'.repeat(60)} b ${'e'.repeat(60)}`, `${'a'.repeat(60)} b`],
])('a text is cut at the best place: %s', (_, text, first) => expect(splitText(text, 100)[0]).toBe(first));

test('up to 3 buttons are buttons, with labels within the limits', () => {
  const [part] = composeParts({
    text: 'Shall we?',
    buttons: [
      { id: 'yes', title: 'Yes' },
      { id: 'later', title: 'Perhaps some other time, thanks' },
    ],
  });
  expect(part).toEqual({
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: 'Shall we?' },
      action: {
        buttons: [
          { type: 'reply', reply: { id: 'yes', title: 'Yes' } },
          { type: 'reply', reply: { id: 'later', title: 'Perhaps some other…' } },
        ],
      },
    },
  });
});

const many = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `id${at}`, title: `Choice ${at}` }));

test('more than 3 buttons are a list, more than 10 a numbered text', () => {
  const [list] = composeParts({ text: 'Which?', buttons: many(5) });
  expect(list).toMatchObject({
    interactive: { type: 'list', action: { button: '☰ Menu', sections: [{ rows: many(5) }] } },
  });
  const [text, ...more] = composeParts({ text: 'Which?', list: { button: 'See', rows: many(11) } });
  expect(more).toEqual([]);
  expect(text && bodyOf(text)).toMatch(/^Which\?\n\n1\. Choice 0\n2\. Choice 1\n[^]*\n11\. Choice 10$/);
});

test('a row whose title had to be cut keeps it whole in its description', () => {
  const rows = [
    { id: 'a', title: 'Devoluciones y cambios de talle' },
    { id: 'b', title: 'B', description: 'd'.repeat(100) },
  ];
  const [part] = composeParts({ text: 'x', list: { button: 'Ver todas las opciones', rows } });
  expect(part).toMatchObject({
    interactive: {
      action: {
        button: 'Ver todas las opcio…',
        sections: [
          {
            title: 'Ver todas las opciones',
            rows: [
              { id: 'a', title: 'Devoluciones y cambios…', description: rows[0]!.title },
              { description: `${'d'.repeat(71)}…` },
            ],
          },
        ],
      },
    },
  });
});

test('a list without rows, and buttons without words, are plain text', () => {
  for (const more of [
    { list: { button: 'See', rows: [] } },
    { buttons: [] },
    { buttons: [{ id: ' ', title: '\n' }] },
  ]) {
    expect(composeParts({ text: 'Hi', ...more })).toEqual([{ type: 'text', text: { body: 'Hi', preview_url: false } }]);
  }
});

test('long text goes ahead, the last part carries the choices', () => {
  const text = `${'Long. '.repeat(1500)}\n\nShall we?`;
  const parts = composeParts({ text, buttons: many(2), quoteWamid: 'wamid.Q' });
  expect(parts.map(({ type }) => type)).toEqual(['text', 'text', 'text', 'interactive']);
  expect(parts.map(({ context }) => context?.message_id ?? null)).toEqual(['wamid.Q', null, null, null]);
  expect(letters(parts.map(bodyOf).join(''))).toBe(letters(text));
  expect(bodyOf(parts[3]!)).toMatch(/Shall we\?$/);
});

test('whatever is asked for, each part keeps to the limits', () => {
  const choice = fc.record({
    id: fc.oneof(fc.string({ maxLength: 300 }), fc.constant('same')),
    title: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constant('same title that is longer')),
  });
  const withMore = fc.record({ id: fc.string(), title: fc.string(), description: fc.string({ maxLength: 200 }) });
  fc.assert(
    fc.property(
      texts,
      fc.array(choice, { maxLength: 14 }),
      fc.option(fc.record({ button: fc.string(), rows: fc.array(withMore, { maxLength: 12 }) }), { nil: undefined }),
      (text, buttons, list) => {
        for (const part of composeParts({ text, buttons, ...(list ? { list } : {}) })) {
          expect(JSON.stringify(part)).not.toMatch(/\\u0000|\\ud[89a-f]/);
          expect(bodyOf(part).trim()).not.toBe('');
          if (part.type === 'text') {
            expect(part.text.body.length).toBeLessThanOrEqual(4095);
            continue;
          }
          const { interactive } = part;
          expect(bodyOf(part).length).toBeLessThanOrEqual(interactive.type === 'button' ? 1024 : 4095);
          const shown =
            interactive.type === 'button'
              ? interactive.action.buttons.map(({ reply }) => reply)
              : interactive.action.sections.flatMap(({ rows }) => rows);
          const [most, titleMax, idMax] = interactive.type === 'button' ? [3, 20, 256] : [10, 24, 200];
          expect(shown.length).toBeLessThanOrEqual(most);
          expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length);
          expect(new Set(shown.map(({ title }) => title)).size).toBe(shown.length);
          for (const { id, title } of shown) {
            expect(id.length > 0 && id.length <= idMax).toBe(true);
            expect(title.trim().length > 0 && title.length <= titleMax).toBe(true);
          }
          if (interactive.type === 'list') {
            expect(interactive.action.button.length).toBeLessThanOrEqual(20);
            for (const row of interactive.action.sections.flatMap(({ rows }) => rows))
              expect((row.description ?? '').length).toBeLessThanOrEqual(72);
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('people are written to by number, else by user id', () => {
  expect(addressTo({ waId: '5491155550123', bsuid: 'AR.1' })).toEqual({ to: '5491155550123' });
  expect(addressTo({ waId: null, bsuid: 'AR.1' })).toEqual({ recipient: 'AR.1' });
  expect(() => addressTo({ waId: null, bsuid: null })).toThrow();
});
