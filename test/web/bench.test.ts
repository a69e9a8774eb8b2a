import { expect, test } from 'vitest';
import { consolePages } from '../../bench/measure/console.ts';

test('the benchmark of the console, as small as can be, goes through and gives figures', async () => {
  const rows = await consolePages.measure('tiny');
  expect(rows.length).toBeGreaterThan(8);
  for (const { what, ours } of rows) expect(`${what}: ${ours}`).not.toMatch(/NaN|undefined|Infinity|skipped/);
});
