import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isSaid, sayings } from './lines.ts';

const read = (path: string) => readFileSync(new URL(`../../docs/${path}`, import.meta.url), 'utf8');

/** Of each row of the tables: what to run, and the lines in quotes. */
function rowsOf(page: string) {
  return page
    .split('\n')
    .filter((line) => /^\| (?!-|Run|Ejecutar)/.test(line))
    .map((line) => {
      const [run = '', cell = ''] = line.split('|').slice(1, -1);
      return { run: run.trim(), lines: [...cell.matchAll(/`([^`]+)`/g)].map(([, quoted = '']) => quoted) };
    });
}

test.each(['TROUBLESHOOTING.en.md', 'TROUBLESHOOTING.es.md'])('%s quotes lines that the program says', (name) => {
  const all = sayings();
  const rows = rowsOf(read(name));
  expect(rows.length).toBeGreaterThan(50);
  // A field of a log line, the name of a line of `check`, and what seen-lines.test.ts has `check` really say.
  const parts = ['"unclear":true', 'database', 'base', '360dialog answered 401: …', '360dialog contestó 401: …'];
  const quoted = rows.flatMap(({ lines }) => lines).filter((line) => !parts.includes(line));
  expect(quoted.length).toBeGreaterThan(50);
  expect(quoted.filter((line) => !isSaid(line, all))).toEqual([]);
});

test('what the other pages say that the program says is what it says', () => {
  const all = sayings();
  const pages = ['INSTALL.en.md', 'INSTALL.es.md', 'AGENTS.en.md', 'AGENTS.es.md', '../README.md', '../README.es.md'];
  const quoted = pages.flatMap((page) =>
    [...read(page).matchAll(/\b(?:says(?: that)?|dice(?: que)?) `([^`]+)`/gi)].map(([, line = '']) => line),
  );
  expect(quoted.length).toBeGreaterThan(8);
  // Hardly a word of it is fixed: seen-lines.test.ts has `check` really say it.
  const known = /^waba-v2\.360dialog\.io (?:takes|acepta) D360_API_KEY$/;
  expect(quoted.filter((line) => !known.test(line) && !isSaid(line, all))).toEqual([]);
});

test('a line that nobody says is found', () => {
  const all = sayings();
  expect(isSaid('CHATWOOT_ENABLED is not true: nothing is registered', all)).toBe(true);
  expect(isSaid('CHATWOOT_ENABLED is not true: nothing is kept', all)).toBe(false);
  expect(isSaid('no address is set at …: what people write arrives late', all)).toBe(false);
  expect(isSaid('not sent', all)).toBe(true);
  expect(isSaid('not seen', all)).toBe(false);
});

test('both languages have the same symptoms, with the same commands', () => {
  const english = rowsOf(read('TROUBLESHOOTING.en.md'));
  const spanish = rowsOf(read('TROUBLESHOOTING.es.md'));
  const run = (word: string) =>
    ({ 'el log': 'the log', 'el arranque': 'the start', cualquiera: 'any command' })[word] ?? word;
  expect(spanish.map((row) => [run(row.run), row.lines.length])).toEqual(
    english.map((row) => [row.run, row.lines.length]),
  );
});
