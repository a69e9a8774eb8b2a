import { expect, onTestFinished, test } from 'vitest';
import type { StoreFault } from '../../src/store/fault.ts';
import { openStore } from '../../src/store/open.ts';
import { sql } from '../../src/store/sql.ts';
import { cuttingProxy } from './cutting-proxy.ts';
import { adminOf } from './database.ts';
import { startServer } from './server.ts';

test('a write that the server forgot as it was killed is never taken for another one that has got its number since', async () => {
  // What is not committed stays in the server's memory alone, so that nothing of it is left.
  const server = await startServer(process.env['TMPDIR'], ['wal_writer_delay=10s']);
  onTestFinished(() => server.stop());
  const proxy = await cuttingProxy(`${server.url}/postgres`);
  onTestFinished(() => proxy.close());
  const store = await openStore(proxy.url);
  onTestFinished(() => store.close());

  proxy.cutAt('commit\0', 'before');
  let number = '';
  let tries = 0;
  const writing = store
    .write(async (tx) => {
      tries += 1;
      const { rows } = await sql<{ xid: string }>`insert into meta (key, value) values ('said', 'hello')
        returning pg_current_xact_id()::text as xid`.execute(tx);
      number ||= rows[0]?.xid ?? '';
    })
    .catch((error: unknown) => error);
  while (proxy.cuts === 0) await new Promise((resolve) => setImmediate(resolve));
  proxy.shut(true);
  await server.restart('SIGQUIT');
  const admin = await adminOf(`${server.url}/postgres`);
  const next = async () =>
    BigInt((await admin.query<{ xid: string }>('select pg_current_xact_id()::text as xid')).rows[0]?.xid ?? 0);
  expect(await next()).toBeLessThanOrEqual(BigInt(number));
  while ((await next()) < BigInt(number));
  const { rows } = await admin.query('select pg_xact_status($1::xid8) as status', [number]);
  expect(rows).toEqual([{ status: 'committed' }]);
  await admin.end();
  proxy.shut(false);

  const failed = await writing;
  const said = await store.db.selectFrom('meta').select('value').where('key', '=', 'said').execute();
  // A machine that took more than 3 s for all this was not told what became of it; then it says so.
  if (failed === undefined) expect([said, tries]).toEqual([[{ value: 'hello' }], 2]);
  else expect([said, (failed as StoreFault).outcome]).toEqual([[], 'unknown']);
});
