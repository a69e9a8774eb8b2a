import { expect, test } from 'vitest';
import { readArguments } from '../../chaos/options.ts';

const read = (...parameters: string[]) => readArguments(parameters, () => 5);

test('the long form over both stores, with a seed of its own; of several processes where a server has the ledger', () => {
  const { runs, folder } = read();
  expect(folder).toBeNull();
  expect(runs).toMatchObject([
    { store: 'sqlite', processes: 1, seed: 5, people: 300, exchanges: 10_000 },
    { store: 'postgres', processes: 3, seed: 5, people: 300, exchanges: 10_000 },
  ]);
});

test('what is asked for', () => {
  const { runs } = read('--seed', '7', '--store', 'postgres', '--exchanges', '20', '--minutes', '0.5');
  expect(runs).toMatchObject([{ seed: 7, store: 'postgres', exchanges: 20, people: 20, talkMs: 30_000 }]);
});

test.each([['--store', 'mysql'], ['--seed', 'x'], ['--exchanges', '0'], ['--no-such']])('refuses %s %s', (...given) => {
  expect(() => read(...given)).toThrow();
});
