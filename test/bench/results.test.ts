import { expect, test } from 'vitest';
import { results, type Section } from '../../bench/report/results.ts';
import { fact, failed, goal } from '../../bench/report/row.ts';

const section = (name: string, ours: string): Section => ({
  name,
  title: `about ${name}`,
  how: `How ${name} is measured.`,
  rows: [fact('speed', '', ours), goal('memory', 'before 3', '4', '< 3', false)],
  when: 'on a day',
});
const names = ['first', 'second', 'third'];

test('a run of all writes each part in the order of the measurements, and marks what was missed', () => {
  const page = results('', names, [section('third', '3'), section('first', '1'), section('second', '2')]);
  expect([...page.matchAll(/^## (\w+): about \1$/gm)].map(([, name]) => name)).toEqual(names);
  expect(page.match(/\*\*missed\*\*/g)).toHaveLength(3);
  expect(page).toContain('How first is measured.\n\n_on a day_');
});

test('a run of some replaces their parts alone, and takes out what is no more', () => {
  const before = results('', names, [section('first', 'old 1'), section('second', 'old 2'), section('third', 'old 3')]);
  const page = results(before, ['first', 'second'], [section('second', 'new 2')]);
  expect(page).toContain('old 1');
  expect(page).toContain('new 2');
  expect(page).not.toMatch(/old 2|old 3|## third/);
  expect(results(page, ['first', 'second'], [])).toBe(page);
});

test('what could not be measured is a missed aim, in one line', () => {
  const row = failed('drain', new Error('it ended\nearly | here'));
  expect(row.reached).toBe(false);
  expect(row.ours).toBe('failed: it ended early / here');
});
