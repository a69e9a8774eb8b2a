import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** `path`: "name", "name" · `path` */
const rows = read('docs/SECURITY.md')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) => line.split('|').slice(1, -1));

test('each threat has a test, and each test that is named is there', () => {
  expect(rows.length).toBeGreaterThan(25);
  const missing: string[] = [];
  for (const [threat = '', , shown = ''] of rows) {
    const named = [...shown.matchAll(/`(test\/[\w/.-]+\.test\.ts)`((?:[:,] "[^"]+")*)/g)];
    if (named.length === 0) missing.push(`${threat.trim()}: no test`);
    for (const [, path = '', names = ''] of named) {
      if (!existsSync(new URL(path, root))) missing.push(path);
      else for (const [, name = ''] of names.matchAll(/"([^"]+)"/g)) if (!read(path).includes(name)) missing.push(name);
    }
  }
  expect(missing).toEqual([]);
});
