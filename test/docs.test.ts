import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settingEntries } from '../src/settings/schema.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const english = read('README.md');
const spanish = read('README.es.md');

/** What must be the same in both: how sections follow each other, and all code. */
const skeleton = (page: string) => page.replace(/```[\s\S]*?```/g, '').match(/^#+(?= )/gm);
const codeOf = (page: string) =>
  [...page.matchAll(/```(\w*)\n([\s\S]*?)```/g)].map(([, language, code = '']) => ({
    language,
    code: code.replace(/<[^>\n]*>/g, '<…>').replace('copia.db', 'copy.db'),
  }));
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

test('both READMEs have the same sections and the same code, and fit in 200 lines', () => {
  expect(skeleton(spanish)).toEqual(skeleton(english));
  expect(codeOf(spanish)).toEqual(codeOf(english));
  expect(named(english)).toEqual(['env', 'exchange-curl', 'exchange-python', 'exchange-typescript', 'library']);
  expect(named(spanish)).toEqual(named(english));
  for (const page of [english, spanish]) expect(page.split('\n').length).toBeLessThanOrEqual(201);
});

test('every link of the pages leads to a file that is there', () => {
  for (const page of ['README.md', 'README.es.md', 'CONTRIBUTING.md', 'CHANGELOG.md'])
    for (const [, target = ''] of read(page).matchAll(/\]\((?!https?:)([^)#]+)/g))
      expect(existsSync(new URL(`../${target}`, import.meta.url)), `${page} → ${target}`).toBe(true);
});

test('every variable that the pages name exists', () => {
  const known = settingEntries.map(([name]) => name as string);
  for (const page of [english, spanish])
    for (const [name] of page.matchAll(/\b(?:CHATWOOT|D360|WHATSAPP|BOT|API|LOG)_[A-Z_]+\b/g))
      expect(known, name).toContain(name);
});
