import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settingEntries } from '../src/settings/schema.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const english = read('README.md');
const spanish = read('README.es.md');

const named = (page: string) => [...page.matchAll(/<!-- test: ([\w-]+) -->\s+```/g)].map(([, name]) => name);

test('every dependency is explained in docs/DEPENDENCIES.md, and nothing that is gone', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  const used = Object.keys({ ...dependencies, ...devDependencies });
  const rows = [...read('docs/DEPENDENCIES.md').matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
  expect(rows.toSorted()).toEqual(used.toSorted());
});

test('versions of dependencies are exact', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
});

test('the examples that tests run are there, in both languages', () => {
  const examples = { README: ['env', 'exchange-curl', 'exchange-python'], API: ['exchange-typescript', 'library'] };
  expect(named(english)).toEqual(examples.README);
  expect(named(spanish)).toEqual(examples.README);
  for (const page of ['docs/API.en.md', 'docs/API.es.md']) expect(named(read(page))).toEqual(examples.API);
});

test('every variable that the pages name exists', () => {
  const known = settingEntries.map(([name]) => name as string);
  for (const page of [english, spanish])
    for (const [name] of page.matchAll(/\b(?:CHATWOOT|D360|WHATSAPP|BOT|API|LOG)_[A-Z_]+\b/g))
      expect(known, name).toContain(name);
});
