import { existsSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCases } from '../../src/bots/eval/cases.ts';
import { parseFaq } from '../../src/bots/faq/file/parse.ts';

const docs = new URL('../../docs/', import.meta.url);
const page = readFileSync(new URL('FAQ.md', docs), 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, code = '']) => code);

test('its examples are files as the bot reads them, without a warning', () => {
  const files = blocks('markdown').map((code) => parseFaq(code, 'FAQ.md', 'es'));
  expect(
    files.map(({ sections, synonyms, warnings }) => [sections[0]?.entries.length, synonyms.length, warnings]),
  ).toEqual([
    [2, 1, []],
    [2, 1, []],
  ]);
  expect(files[0]?.sections[0]?.entries[1]?.ask).toBe('¿Qué anoto, y para cuándo?');
});

test('its cases are cases', () => {
  expect(readCases('FAQ.md', blocks('json').join('\n'))).toHaveLength(3);
});

test('its pictures are there, small, and told in words; its links lead somewhere', () => {
  const pictures = [...page.matchAll(/!\[([^\]]*)\]\((images\/[^)]+)\)/g)];
  expect(pictures).toHaveLength(6);
  for (const [, words = '', path = ''] of pictures) {
    expect(words.length, path).toBeGreaterThan(30);
    expect(statSync(new URL(path, docs)).size, path).toBeLessThanOrEqual(60_000);
  }
  for (const [, target = ''] of page.matchAll(/\]\((?!https?:|#)([^)#]+)/g))
    expect(existsSync(new URL(target, docs)), target).toBe(true);
});
