import { expect, test } from 'vitest';
import { all } from '../../bench/all.ts';

/** Over PostgreSQL: test/postgres/bench.test.ts; with a browser: test/web/bench.test.ts; the first minute installs all packages anew, as test/cli does not. */
const elsewhere = ['processes', 'console', 'first-minute'];
const here = all.filter(({ name }) => !elsewhere.includes(name));

test.each(here)('$name, as small as can be, goes through and gives figures', async (measurement) => {
  const rows = await measurement.measure('tiny');
  expect(rows.length).toBeGreaterThan(0);
  for (const { what, ours } of rows) expect(`${what}: ${ours}`).not.toMatch(/NaN|undefined|Infinity|skipped/);
});

test('each measurement has a name of its own, and says how it comes about', () => {
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  for (const { name, how, title } of all) {
    expect(name).toMatch(/^[a-z-]+$/);
    expect(how.length + title.length).toBeGreaterThan(50);
  }
});
