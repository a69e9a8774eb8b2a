import { afterEach, expect, test } from 'vitest';
import { processes } from '../../bench/measure/processes.ts';
import { serverUrl } from './database.ts';

const before = process.env['DATABASE_URL_TEST'];
afterEach(() => {
  if (before === undefined) delete process.env['DATABASE_URL_TEST'];
  else process.env['DATABASE_URL_TEST'] = before;
});

test('the benchmark of several processes, as small as can be, goes through and gives figures', async () => {
  process.env['DATABASE_URL_TEST'] = serverUrl();
  const rows = await processes.measure('tiny');
  expect(rows.map(({ what }) => what)).toContainEqual(expect.stringMatching(/^Answered across processes/));
  for (const { what, ours } of rows) expect(`${what}: ${ours}`).not.toMatch(/NaN|undefined|Infinity/);
});
