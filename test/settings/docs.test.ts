import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { readSettings } from '../../src/config.ts';
import { environmentExample, settingsPage } from '../../src/settings/docs.ts';
import { settingEntries, schema } from '../../src/settings/schema.ts';

const written = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('docs/SETTINGS.md and .env.example are what `npm run docs` writes', () => {
  expect(written('docs/SETTINGS.md')).toBe(settingsPage());
  expect(written('.env.example')).toBe(environmentExample());
});

test.each(settingEntries)('%s: the documented default is the one in use, the example is accepted', (name, row) => {
  const { shape } = schema;
  expect(shape[name].parse(row.default ?? undefined)).toEqual(shape[name].parse(undefined));
  expect(shape[name].safeParse(row.example).success).toBe(true);
});

test('every time names its unit', () => {
  for (const [name, { unit, rule }] of settingEntries)
    if (/TIMEOUT|WAIT|_MAX_AGE$|QUIET_HOURS|DAYS/.test(name)) expect(rule, name).toContain(unit);
});

test('.env.example sets nothing until a # is taken off, and then it is right', () => {
  expect(parseEnv(environmentExample())).toEqual({});
  const all = parseEnv(environmentExample().replaceAll(/^#([A-Z])/gm, '$1'));
  expect(Object.keys(all).sort()).toEqual(settingEntries.map(([name]) => name).sort());
  const settings = readSettings(all, { readFile: () => '' });
  expect(settings.chatwoot.botPrefix).toBe('🤖 ');
  expect(settings.apiToken).toBeNull();
});
