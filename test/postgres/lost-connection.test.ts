import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isStoreFault, StoreFault } from '../../src/store/fault.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { sql } from '../../src/store/sql.ts';
import { sharedDatabase } from '../store/databases.ts';
import { cuttingProxy, type CuttingProxy } from './cutting-proxy.ts';

let made: Awaited<ReturnType<typeof sharedDatabase.make>>;
let proxy: CuttingProxy;
let store: Store;
beforeEach(async () => {
  made = await sharedDatabase.make();
  proxy = await cuttingProxy(made.url);
  store = await openStore(proxy.url);
});
afterEach(async () => {
  await store.close();
  await proxy.close();
  await made.remove();
});

let runs = 0;
/** Adds one more to what is there: made twice, it would show. */
async function count(): Promise<number> {
  return await store.write(async (tx) => {
    runs += 1;
    const { rows } = await sql<{ value: string }>`insert into meta (key, value) values ('n', '1')
      on conflict (key) do update set value = (meta.value::int + 1)::text returning value`.execute(tx);
    return Number(rows[0]?.value);
  });
}
const counted = async () =>
  (await store.db.selectFrom('meta').select('value').where('key', '=', 'n').execute())[0]?.value;

describe('the connection is lost', () => {
  beforeEach(() => void (runs = 0));

  test('after the commit got there: it is done once, and its caller hears so', async () => {
    proxy.cutAt('commit\0', 'after');
    expect(await count()).toBe(1);
    expect([proxy.cuts, runs, await counted()]).toEqual([1, 1, '1']);
  });

  test('before the commit got there: it is undone, and made again', async () => {
    proxy.cutAt('commit\0', 'before');
    expect(await count()).toBe(1);
    expect([proxy.cuts, runs, await counted()]).toEqual([1, 2, '1']);
  });

  test.each(['begin', 'insert into meta'])('at "%s": it is made again', async (statement) => {
    proxy.cutAt(statement, 'after');
    expect(await count()).toBe(1);
    expect([proxy.cuts, await counted()]).toEqual([1, '1']);
  });

  test('and nobody can be asked what became of the commit: it fails, and says so', async () => {
    proxy.cutAt('commit\0', 'after');
    const writing = count();
    while (proxy.cuts === 0) await new Promise((resolve) => setImmediate(resolve));
    proxy.shut(true);
    const error: unknown = await writing.catch((failed: unknown) => failed);
    expect(error).toBeInstanceOf(StoreFault);
    expect((error as StoreFault).outcome).toBe('unknown');
    proxy.shut(false);
    expect(await counted()).toBe('1');
  });

  test('and there is no server: reading and writing fail as a fault of the store, and work again once it is back', async () => {
    await count();
    proxy.shut(true);
    const failed = await Promise.allSettled([count(), counted()]);
    expect(failed.map((it) => it.status === 'rejected' && isStoreFault(it.reason))).toEqual([true, true]);
    proxy.shut(false);
    expect(await count()).toBe(2);
  });
});

test('a connection that the server ends while nobody looks ends no process', async () => {
  await store
    .write(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      const other = await openStore(made.url);
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(other.db);
      await other.close();
      await new Promise((resolve) => setTimeout(resolve, 50));
    })
    .catch(() => undefined);
  expect(await count()).toBe(1);
});

test('two writes that wait for each other: one is undone and made again', async () => {
  await sql`insert into meta (key, value) values ('a', ''), ('b', '')`.execute(store.db);
  const append = (keys: string[], what: string) =>
    store.write(async (tx) => {
      for (const key of keys) {
        await sql`update meta set value = value || ${what} where key = ${key}`.execute(tx);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    });
  await Promise.all([append(['a', 'b'], '1'), append(['b', 'a'], '2')]);
  const rows = await store.db.selectFrom('meta').select('value').where('key', 'in', ['a', 'b']).execute();
  expect(rows.map(({ value }) => [...value].sort().join(''))).toEqual(['12', '12']);
});
