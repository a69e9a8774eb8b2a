import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Misconfigured } from '../../src/errors.ts';
import { setValue, valueOf } from '../../src/store/meta.ts';
import { openStore } from '../../src/store/open.ts';
import { databases } from './databases.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'optiatiende-open-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const writer = new URL('writer.ts', import.meta.url).pathname;

/** Another process that writes `count` rows under its own name; gives its exit code and what it complained of. */
function process2(url: string, name: string, count: number): Promise<{ code: number | null; errors: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [writer, url, name, String(count)], { stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    child.on('close', (code) => resolve({ code, errors }));
  });
}

describe.each(databases)('$name', ({ make }) => {
  test('opened again, it has what was written', async () => {
    const { url: address, remove } = await make('empty');
    const first = await openStore(address);
    await first.write((tx) => tx.insertInto('meta').values({ key: 'k', value: 'v' }).execute());
    await first.close();
    const second = await openStore(address);
    expect(await second.db.selectFrom('meta').selectAll().execute()).toEqual([{ key: 'k', value: 'v' }]);
    await second.close();
    await remove();
  });

  test('several processes may open an empty database and write at once', async () => {
    const { url: address, remove } = await make('empty');
    const results = await Promise.all(['a', 'b', 'c'].map((name) => process2(address, name, 150)));
    expect(results).toEqual(Array(3).fill({ code: 0, errors: '' }));
    const store = await openStore(address);
    expect(await store.db.selectFrom('meta').selectAll().execute()).toHaveLength(450);
    await store.close();
    await remove();
  });
});

test('a step that fails leaves nothing of itself', async () => {
  const path = join(folder, 'blocked.db');
  const before = new DatabaseSync(path);
  // In the way of the ledger's last table.
  before.exec('create table meta (other text)');
  before.close();
  await expect(openStore(`sqlite:${path}`)).rejects.toThrow(Misconfigured);
  const after = new DatabaseSync(path);
  expect(after.prepare("select name from sqlite_master where name = 'contacts'").all()).toEqual([]);
  after.exec('drop table meta');
  after.close();
  const store = await openStore(`sqlite:${path}`);
  expect(await store.db.selectFrom('contacts').selectAll().execute()).toEqual([]);
  await store.close();
});

test('a store in memory takes writes, and ends with itself', async () => {
  const store = await openStore('sqlite::memory:');
  await store.write((tx) => setValue(tx, 'a', 'b'));
  expect(await valueOf(store.db, 'a')).toBe('b');
  await store.close();
  const next = await openStore('sqlite::memory:');
  expect(await valueOf(next.db, 'a')).toBeNull();
  await next.close();
});

test.each([
  [
    'a file that is no database',
    () => writeFileSync(join(folder, 'text.db'), 'not a database at all, just text'),
    'text.db',
  ],
  ['a folder', () => undefined, ''],
])('%s is a fault of the settings, said with the path', async (_, prepare, name) => {
  prepare();
  const opening = openStore(`sqlite:${join(folder, name)}`);
  await expect(opening).rejects.toThrow(/^DATABASE_URL: the database .+ cannot be used: .+/);
  await expect(opening).rejects.toBeInstanceOf(Misconfigured);
});
