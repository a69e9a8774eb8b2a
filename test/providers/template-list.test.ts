import { expect, test } from 'vitest';
import type { TemplateFacts } from '../../src/providers/provider.ts';
import { openTemplateList } from '../../src/providers/template-list.ts';

const facts = (name: string): TemplateFacts => ({
  ...{ name, language: 'es_AR', status: 'APPROVED', category: 'UTILITY' },
  components: [],
});

test('the list is asked for once an hour, and anew within a minute for a template that is not among them', async () => {
  let now = 0;
  let asked = 0;
  const there = [facts('listo')];
  const find = openTemplateList({ templates: () => Promise.resolve(((asked += 1), [...there])) }, { now: () => now });
  expect(await find('listo', 'es_AR')).toMatchObject({ name: 'listo' });
  expect(await find('listo', 'es')).toBeNull();
  now = 59_999;
  there.push(facts('nuevo'));
  expect(await find('nuevo', 'es_AR')).toBeNull();
  expect(asked).toBe(1);
  now = 60_000;
  expect(await find('nuevo', 'es_AR')).toMatchObject({ name: 'nuevo' });
  now += 3_599_999;
  await find('listo', 'es_AR');
  expect(asked).toBe(2);
  now += 1;
  await find('listo', 'es_AR');
  expect(asked).toBe(3);
});

test('a list that cannot be had, or not in time, is no fault of whoever asks', async () => {
  const clock = { now: () => 0 };
  const refused = openTemplateList({ templates: () => Promise.reject(new Error('401')) }, clock);
  expect(await refused('listo', 'es_AR')).toBeNull();
  const silent = openTemplateList({ templates: () => new Promise(() => undefined) }, clock, 1);
  expect(await silent('listo', 'es_AR')).toBeNull();
});

test('a list that does not come is waited for once, by whoever asks first, and is used once it is there', async () => {
  let come: (all: TemplateFacts[]) => void = () => undefined;
  const list = new Promise<TemplateFacts[]>((resolve) => (come = resolve));
  const find = openTemplateList({ templates: () => list }, { now: () => 0 }, 1);
  expect(await find('listo', 'es_AR')).toBeNull();
  const atOnce = new Promise((resolve) => setImmediate(() => resolve('it waits')));
  expect(await Promise.race([find('listo', 'es_AR'), atOnce])).toBeNull();
  come([facts('listo')]);
  await list;
  expect(await find('listo', 'es_AR')).toMatchObject({ name: 'listo' });
});
