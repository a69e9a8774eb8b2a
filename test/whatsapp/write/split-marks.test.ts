import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitEnd, splitText } from '../../../src/whatsapp/write/split.ts';

const letters = (text: string) => text.replace(/[\s*_~`]+/g, '');

const words = (count: number) => Array.from({ length: count }, (_, i) => `palabra${i}`).join(' ');

test.each(['*', '_', '~', '`', '```'])(
  '%s that a cut goes through ends before it and begins again behind it',
  (sign) => {
    const parts = splitText(`Hola ${sign}${words(120)}${sign} fin`, 300);
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(300);
      expect(part.split(sign).length % 2).toBe(1);
    }
    expect(parts[0]).toMatch(new RegExp(`^Hola \\${sign[0]}.*\\${sign[0]}$`));
    expect(parts.at(-1)?.endsWith(`${sign} fin`)).toBe(true);
    expect(parts.join(' ').match(/palabra\d+/g)).toHaveLength(120);
  },
);

test('code over many lines goes on as code, with its blanks; marks within marks too', () => {
  const code = Array.from({ length: 60 }, (_, i) => `  linea ${i}`).join('\n');
  const parts = splitText(`mira:\n\`\`\`${code}\`\`\`\nfin`, 200);
  for (const part of parts) expect((part.match(/```/g) ?? []).length % 2).toBe(0);
  for (const part of parts.slice(1, -1)) expect(part).toMatch(/^```  linea/);
  expect(splitText(`*uno _${words(30)}_ dos*`, 120)[0]).toMatch(/^\*uno _.*_\*$/);
  expect(splitText(`*uno _${words(30)}_ dos*`, 120)[1]).toMatch(/^\*_palabra/);
});

test('the part with the buttons begins with the marks that are open there', () => {
  const [head, end] = splitEnd(`*${words(40)}*`, 150);
  expect(head).toMatch(/^\*.*[^ ]\*$/);
  expect(end).toMatch(/^\*palabra.*\*$/);
  expect(end.length).toBeLessThanOrEqual(150);
});

test('whatever stands in it, a cut text keeps within the limit and its marks in pairs', () => {
  const piece = fc.constantFrom(
    '*',
    '_',
    '~',
    '`',
    '```',
    ' ',
    ' ',
    '\n',
    'palabra',
    'a',
    'https://example.com/a_b',
    '. ',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 40, maxLength: 300, size: 'max' }),
      fc.integer({ min: 40, max: 120 }),
      (pieces, max) => {
        const text = pieces.join('');
        for (const part of splitText(text, max)) expect(part.length).toBeLessThanOrEqual(max);
        expect(splitEnd(text, max)[1].length).toBeLessThanOrEqual(max);
        expect(letters(splitText(text, max).join(''))).toBe(letters(text));
      },
    ),
    { numRuns: 300 },
  );
});
