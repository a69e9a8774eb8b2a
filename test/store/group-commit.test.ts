import { CompiledQuery } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '../../src/store/tables.ts';
import { groupCommit, type Write } from '../../src/store/group-commit.ts';
import { databases, emptyStore, type TestStore } from './databases.ts';

const put = (write: Write, key: string, value = '1') =>
  write((tx) => tx.insertInto('meta').values({ key, value }).execute());

describe.each(databases)('$name', (database) => {
  let opened: TestStore;
  let commits: number;
  let write: Write;
  beforeEach(async () => {
    opened = await emptyStore(database);
    commits = 0;
    // Every transaction of the group goes through here.
    const counted = new Proxy(opened.store.db, {
      get(db, name) {
        if (name === 'transaction') commits += 1;
        const value: unknown = Reflect.get(db, name, db);
        return typeof value === 'function' ? (value.bind(db) as unknown) : value;
      },
    });
    write = groupCommit(counted);
  });
  afterEach(() => opened.close());

  const keys = async () =>
    (await opened.store.db.selectFrom('meta').select('key').orderBy('key').execute()).map(({ key }) => key);

  test('writes that arrive together share a commit', async () => {
    await Promise.all(Array.from({ length: 200 }, (_, n) => put(write, String(n))));
    expect(commits).toBe(1);
    expect(await keys()).toHaveLength(200);
  });

  test('writes that arrive while one commit runs share the next', async () => {
    const later: Promise<unknown>[] = [];
    await write(async () => {
      for (let n = 0; n < 100; n += 1) later.push(put(write, String(n)));
      return Promise.resolve();
    });
    expect(await keys()).toEqual([]);
    await Promise.all(later);
    expect(commits).toBe(2);
    expect(await keys()).toHaveLength(100);
  });

  test('more than 256 are split, in the order they came', async () => {
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 600 }, (_, n) =>
        write(async (tx) => {
          order.push(n);
          await tx
            .insertInto('meta')
            .values({ key: String(n), value: '1' })
            .execute();
        }),
      ),
    );
    expect(order).toEqual(Array.from({ length: 600 }, (_, n) => n));
    expect(commits).toBe(3);
  });

  test('a unit that fails is undone alone, and its own error tells its caller', async () => {
    const results = await Promise.allSettled([
      put(write, 'first'),
      put(write, 'a'),
      write(async (tx) => {
        await tx.insertInto('meta').values({ key: 'undone', value: '1' }).execute();
        throw new Error('mine');
      }),
      put(write, 'b'),
      put(write, 'a'),
    ]);
    expect(results.map((one) => one.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(results[2]).toMatchObject({ reason: { message: 'mine' } });
    expect(await keys()).toEqual(['a', 'b', 'first']);
  });

  test('a unit that fails alone is undone too, and the next one goes on', async () => {
    await expect(
      write(async (tx) => {
        await tx.insertInto('meta').values({ key: 'undone', value: '1' }).execute();
        throw new Error('mine');
      }),
    ).rejects.toThrow('mine');
    await put(write, 'after');
    expect(await keys()).toEqual(['after']);
  });

  test('a commit that fails rejects everybody in it, and only those', async () => {
    // A deferred foreign key is looked at by the commit itself.
    await opened.store.db.executeQuery(CompiledQuery.raw('create table parent (id integer primary key)'));
    await opened.store.db.executeQuery(
      CompiledQuery.raw('create table child (id integer references parent (id) deferrable initially deferred)'),
    );
    const orphan = (db: Pick<Db, 'executeQuery'>) => db.executeQuery(CompiledQuery.raw('insert into child values (1)'));
    await put(write, 'first');
    const results = await Promise.allSettled([put(write, 'a'), write(orphan), put(write, 'b')]);
    expect(results.map((one) => one.status)).toEqual(['rejected', 'rejected', 'rejected']);
    await put(write, 'after');
    expect(await keys()).toEqual(['after', 'first']);
  });
});
