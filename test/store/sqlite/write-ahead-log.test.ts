import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isStoreFault } from '../../../src/store/fault.ts';
import { groupCommit } from '../../../src/store/group-commit.ts';
import { openSqlite, sqliteDialect } from '../../../src/store/sqlite.ts';
import { CheckpointThread } from '../../../src/store/sqlite/checkpoint-thread.ts';
import type { Disk } from '../../../src/store/sqlite/write-ahead-log.ts';
import type { Tables } from '../../../src/store/tables.ts';

let folder: string;
let path: string;
let db: Kysely<Tables>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'optiatiende-log-'));
  path = join(folder, 'test.db');
});
afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const systemThread: Disk['openThread'] = (at) => new CheckpointThread(at);

/** A ledger with one table of it; gives what writes a row. */
function open(disk: Partial<Disk> = {}) {
  const whole: Disk = {
    sync: () => Promise.resolve(),
    syncAtOnce: () => undefined,
    now: () => 0,
    openThread: systemThread,
    ...disk,
  };
  const database = openSqlite(path);
  database.exec('create table meta (key text primary key, value text); pragma wal_checkpoint; pragma busy_timeout = 0');
  db = new Kysely<Tables>({ dialect: sqliteDialect(database, whole) });
  const write = groupCommit(db);
  return (key: string, value = '1') => write((tx) => tx.insertInto('meta').values({ key, value }).execute());
}

/** What a copy of the database has without its log. */
function inDatabaseAlone(): unknown[] {
  const copy = join(folder, `copy-${Math.random()}.db`);
  copyFileSync(path, copy);
  const alone = new DatabaseSync(copy);
  const keys = alone.prepare('select key from meta order by key').all();
  alone.close();
  return keys.map(({ key }) => key);
}

const failing = (refuses: () => boolean): Partial<Disk> => {
  const syncAtOnce = () => {
    if (refuses()) throw new Error('EIO: i/o error, fdatasync');
  };
  return { sync: async () => syncAtOnce(), syncAtOnce };
};

const LARGE = 'x'.repeat(256 * 1024);
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('nobody is told of a commit, or sees it, before it is on the disk, and everything else goes on meanwhile', async () => {
  const waiting: (() => void)[] = [];
  const put = open({ sync: () => new Promise<void>((done) => waiting.push(done)) });
  const heard: string[] = [];
  const written = put('a', LARGE).then(() => heard.push('written'));
  while (waiting.length === 0) await turn();
  const read = db
    .selectFrom('meta')
    .select('key')
    .execute()
    .then((rows) => heard.push(`${rows.length} read`));
  for (let n = 0; n < 10; n += 1) await turn();
  expect(heard).toEqual([]);
  waiting.shift()?.();
  await Promise.all([written, read]);
  expect(heard.sort()).toEqual(['1 read', 'written']);
});

test.each([
  ['small', '1'],
  ['large', LARGE],
])(
  'what the disk refused is told as a fault of the store, and is there before anything else is written (%s)',
  async (_, value) => {
    let refuses = false;
    const put = open(failing(() => refuses));
    await put('a');
    refuses = true;
    const [told] = await Promise.allSettled([put('b', value)]);
    expect(told).toMatchObject({
      status: 'rejected',
      reason: { message: 'the disk did not take what was written', outcome: 'unknown' },
    });
    expect(isStoreFault((told as PromiseRejectedResult).reason)).toBe(true);
    expect(inDatabaseAlone()).toEqual([]);
    refuses = false;
    await put('c');
    expect(inDatabaseAlone()).toEqual(['a', 'b']);
  },
);

test('while somebody reads what the disk refused, nothing is written', async () => {
  let refuses = false;
  const put = open(failing(() => refuses));
  await put('a');
  const reader = new DatabaseSync(path);
  reader.exec('begin; select * from meta');
  refuses = true;
  await expect(put('b')).rejects.toThrow();
  refuses = false;
  const [told] = await Promise.allSettled([put('c')]);
  expect(isStoreFault((told as PromiseRejectedResult).reason)).toBe(true);
  reader.exec('commit');
  reader.close();
  await put('d');
  expect(await db.selectFrom('meta').select('key').orderBy('key').execute()).toEqual(
    ['a', 'b', 'd'].map((key) => ({ key })),
  );
});

test('a small commit waits for a quick disk at once; a large one, and any after the disk was slow, aside', async () => {
  let now = 0;
  let tookMs = 1;
  const waits: string[] = [];
  const put = open({
    sync: () => {
      waits.push('aside');
      return Promise.resolve();
    },
    syncAtOnce: () => {
      waits.push('at once');
      now += tookMs;
    },
    now: () => now,
  });
  await put('a');
  await put('b', LARGE);
  await put('c');
  expect(waits.splice(0)).toEqual(['at once', 'aside', 'at once']);
  tookMs = 30;
  for (let n = 0; n < 22; n += 1) await put(`slow ${n}`);
  expect(waits).toEqual(['at once', ...Array<string>(20).fill('aside'), 'at once']);
});

test('a transaction that wrote nothing waits for no disk, one that wrote as much as the last log held does', async () => {
  let waits = 0;
  const put = open({ syncAtOnce: () => (waits += 1) });
  const write = groupCommit(db);
  await put('a');
  expect(waits).toBe(1);
  await write((tx) => tx.selectFrom('meta').selectAll().execute());
  await write((tx) => tx.deleteFrom('meta').where('key', '=', 'not there').execute());
  expect(waits).toBe(1);
  for (const value of ['2', '3']) {
    // Somebody else carries the log, which begins anew and holds as many pages each time.
    const other = new DatabaseSync(path);
    other.exec('pragma wal_checkpoint(restart)');
    other.close();
    await write((tx) => tx.updateTable('meta').set({ value }).execute());
  }
  expect(waits).toBe(3);
});

test('however much is written without a pause, the log begins anew', async () => {
  const put = open();
  const looking = new DatabaseSync(path);
  const pages = () => (looking.prepare('pragma wal_checkpoint(noop)').get() as { log: number }).log;
  let most = 0;
  let written = 0;
  // How soon depends on how busy the machine is.
  for (; pages() >= most && written < 2_000; written += 1) {
    most = pages();
    await put(String(written), LARGE);
  }
  expect(pages()).toBeLessThan(most);
  looking.close();
  const { count } = await db
    .selectFrom('meta')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(count).toBe(written);
});

test('it does so where no thread can be had, or one that ends', async () => {
  let opened = 0;
  const put = open({
    openThread: () => {
      opened += 1;
      if (opened === 1) throw new Error('no thread can be had');
      return { carry: () => Promise.reject(new Error('the thread has ended')), close: () => Promise.resolve() };
    },
  });
  for (let n = 0; n < 200; n += 1) await put(String(n), LARGE);
  expect(opened).toBeGreaterThan(2);
  // Fifty megabytes went through it.
  expect(statSync(`${path}-wal`).size).toBeLessThan(20_000_000);
});

test('a thread that ended says so', async () => {
  open();
  const thread = new CheckpointThread(path);
  await thread.carry();
  await thread.close();
  await expect(thread.carry()).rejects.toThrow('the thread has ended');
  await expect(new CheckpointThread(join(folder, 'nowhere', 'test.db')).carry()).rejects.toThrow();
});
