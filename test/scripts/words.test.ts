import { expect, test } from 'vitest';
import { wordsFor } from '../../scripts/words.js';
import { languageOf } from '../../src/cli/language.ts';

const inSpanish = (environment: NodeJS.ProcessEnv, file = '') => wordsFor(environment, file).page.startsWith('Armando');

test.each<NodeJS.ProcessEnv>([
  {},
  { LANG: 'en_US.UTF-8' },
  { LANG: 'es_AR.UTF-8' },
  { LANG: 'C.UTF-8' },
  { LANG: 'fr_FR.UTF-8' },
  { LC_ALL: 'en_GB.UTF-8', LANG: 'es_AR.UTF-8' },
  { UI_LANGUAGE: 'es', LANG: 'en_US.UTF-8' },
  { UI_LANGUAGE: 'en' },
])('what sets a clone up speaks as the commands do: %j', (environment) => {
  expect(inSpanish(environment)).toBe(languageOf(environment) === 'es');
});

test('also by the settings file', () => {
  expect(inSpanish({}, 'A=1\nUI_LANGUAGE=en\n')).toBe(false);
  expect(inSpanish({ LANG: 'en_US' }, 'UI_LANGUAGE="es"')).toBe(true);
  expect(inSpanish({ UI_LANGUAGE: 'en' }, 'UI_LANGUAGE=es')).toBe(false);
});

test('every line is there in both languages, and in its own', () => {
  const [es, en] = [wordsFor({}, ''), wordsFor({ UI_LANGUAGE: 'en' }, '')];
  expect(Object.keys(es)).toEqual(Object.keys(en));
  const same = Object.keys(es).filter((key) => es[key as 'page'] === en[key as 'page']);
  expect(same).toEqual([]);
});
