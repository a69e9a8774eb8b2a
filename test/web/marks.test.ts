import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMarks, type Piece } from '../../web/sandbox/text/marks.ts';
import { cpuMs } from '../cpu.ts';

const bold = (...parts: Piece[]): Piece => ({ mark: 'bold', parts });
const italic = (...parts: Piece[]): Piece => ({ mark: 'italic', parts });
const strike = (...parts: Piece[]): Piece => ({ mark: 'strike', parts });
const mono = (...parts: Piece[]): Piece => ({ mark: 'mono', parts });
const quote = (...parts: Piece[]): Piece => ({ mark: 'quote', parts });

test.each<[string, Piece[]]>([
  ['hola', ['hola']],
  ['*hola*', [bold('hola')]],
  ['a *b* c', ['a ', bold('b'), ' c']],
  ['_a_ ~b~ `c`', [italic('a'), ' ', strike('b'), ' ', mono('c')]],
  ['*_both_*', [bold(italic('both'))]],
  ['```a *b*\nc```', [mono('a *b*\nc')]],
  ['¡*Hola*!', ['¡', bold('Hola'), '!']],
  ['> said\nanswer', [quote('said'), 'answer']],
  ['one\n> *two*', ['one', quote(bold('two'))]],
  // Not marks: blanks at the edge, inside a word, over a line's end, alone, empty.
  ['2 * 3 * 4', ['2 * 3 * 4']],
  ['snake_case_name', ['snake_case_name']],
  ['*a\nb*', ['*a\nb*']],
  ['*', ['*']],
  ['**', ['**']],
  ['a > b', ['a > b']],
  ['<b>no</b>', ['<b>no</b>']],
])('reads %j', (text, pieces) => {
  expect(readMarks(text)).toEqual(pieces);
});

function lettersOf(pieces: Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : lettersOf(piece.parts))).join('');
}

test('loses nothing but the marks themselves, whatever the text', () => {
  const text = fc
    .array(fc.constantFrom('a', 'ñ', ' ', '\n', '*', '_', '~', '`', '```', '> ', '<', '🤖'))
    .map((parts) => parts.join(''));
  const bare = (said: string) => said.replace(/[*_~`>\s]/g, '');
  fc.assert(
    fc.property(text, (said) => {
      expect(bare(lettersOf(readMarks(said)))).toBe(bare(said));
    }),
  );
});

test('reads the longest message full of opened marks in the time of a key press', () => {
  expect(cpuMs(() => readMarks('*a _b ~c '.repeat(455)))).toBeLessThan(500);
});
