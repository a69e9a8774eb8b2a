import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { aboutProvider, providerNames } from '../../src/providers/known.ts';

const src = new URL('../../src/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, src), 'utf8');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
const lines = read('providers/list.ts')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('/**'));

/** Without comments: a sentence may tell of whom a fact was learnt. */
const code = (path: string) => read(path).replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/[^\n]*/g, '');

test('a provider is one line of the list, and a folder', () => {
  expect(lines).toHaveLength(providerNames.length);
  for (const name of providerNames) {
    expect(lines.filter((line) => line.includes(`'./${name}/about.ts'`))).toHaveLength(1);
    expect(Object.keys(aboutProvider(name).variables)).not.toEqual([]);
  }
});

test('nothing else asks for it by name or knows its variables; the sandbox plays the other side', () => {
  for (const name of providerNames) {
    const words = [`providers/${name}/`, `=== '${name}'`, `'${name}':`, ...Object.keys(aboutProvider(name).variables)];
    const elsewhere = files
      // The ledger has a table `meta`.
      .filter((path) => !path.startsWith(`providers/${name}/`) && !/^(sandbox|cli\/sandbox|store\/)/.test(path))
      .flatMap((path) => words.filter((word) => code(path).includes(word)).map((word) => `${path}: ${word}`));
    expect(elsewhere).toEqual([]);
  }
});

test('its code is a module that opens it', async () => {
  for (const name of providerNames) expect((await aboutProvider(name).load()).open).toBeTypeOf('function');
});
