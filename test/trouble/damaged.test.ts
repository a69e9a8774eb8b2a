import { copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { inSpanish } from '../../src/cli/words/spanish.ts';
import { isStoreFault } from '../../src/store/fault.ts';
import { openStore } from '../../src/store/open.ts';
import { advice } from '../../src/store/sqlite/faults.ts';
import { isServed } from '../../src/store/sqlite/served.ts';
import { LedgerUnusable } from '../../src/store/unusable.ts';
import { eventually } from '../stack.ts';
import { deliver, registered, textWebhook } from '../traffic.ts';
import { damages, filled, overwrite } from './damage.ts';
import { openServed } from './served.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'optiatiende-damaged-'));
  file = join(folder, 'ledger.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A log that is empty is none. */
const bytesOf = (path: string) => (existsSync(path) ? readFileSync(path) : Buffer.alloc(0));

describe('a file that was damaged while nothing ran is refused, and stays as it is', () => {
  test.each(damages)('$what', async ({ does, reason }) => {
    await filled(file);
    await does(file);
    const before = [bytesOf(file), bytesOf(`${file}-wal`)];
    for (const how of ['to look at', 'to work on'] as const) {
      const error: unknown = await openStore(`sqlite:${file}`, how).catch((failed: unknown) => failed);
      expect(error).toBeInstanceOf(LedgerUnusable);
      expect(error).toMatchObject({ place: file, reason });
    }
    expect(before.map((bytes, n) => bytes.equals(bytesOf(n === 0 ? file : `${file}-wal`)))).toEqual([true, true]);
  });

  test('a log that a crash left beside its own file is no damage', async () => {
    await filled(file);
    const reader = new DatabaseSync(file);
    reader.prepare('select * from meta').get();
    await filled(file, 'b');
    for (const end of ['', '-wal']) copyFileSync(`${file}${end}`, `${folder}/copy.db${end}`);
    reader.close();
    const store = await openStore(`sqlite:${folder}/copy.db`, 'to work on');
    expect(await store.db.selectFrom('events').select('id').execute()).toHaveLength(400);
    await store.close();
  });

  test('a large one is looked through too, before it is worked on', async () => {
    await filled(file);
    const database = new DatabaseSync(file);
    database.exec('insert into pieces values (1, 0, zeroblob(20000000))');
    database.close();
    overwrite(file, Math.floor(statSync(file).size / 4_096) - 3, 1);
    await expect(openStore(`sqlite:${file}`, 'to work on')).rejects.toMatchObject({ reason: 'the file is damaged' });
  });
});

test('a large one with the log of another beside it is not opened to be looked at either, and both stay as they are', async () => {
  await filled(file);
  const database = new DatabaseSync(file);
  database.exec('insert into pieces values (1, 0, zeroblob(20000000))');
  database.close();
  const stray = damages.find(({ what }) => what.startsWith('a backup was put'));
  await stray?.does(file);
  const before = [bytesOf(file), bytesOf(`${file}-wal`)];
  const error: unknown = await openStore(`sqlite:${file}`).catch((failed: unknown) => failed);
  expect(error).toMatchObject({ reason: 'the log beside it (-wal) does not fit it' });
  expect(before.map((bytes, n) => bytes.equals(bytesOf(n === 0 ? file : `${file}-wal`)))).toEqual([true, true]);
});

test('one that a service works on is opened at once: that has looked through it', async () => {
  await filled(file);
  const database = new DatabaseSync(file);
  database.exec('begin; insert into pieces values (1, 0, zeroblob(20000000))');
  const run = database.prepare('insert into runs (token, beat, serves) values (?, 0, 1)');
  run.run(`${hostname()}/${process.pid}/living`);
  database.exec('commit');
  expect([statSync(`${file}-wal`).size > 0, isServed(file)]).toEqual([true, true]);
  database.exec(`update runs set token = '${hostname()}/999999999/dead'`);
  expect(isServed(file)).toBe(false);
  database.close();
});

describe('while it is open', () => {
  test.each([
    { what: 'its beginning', first: 0, reason: /^it is no SQLite database/ },
    { what: 'all behind its beginning', first: 1, reason: /^the file is damaged$/ },
  ])('$what is written over: nothing more is written, and the reason is told', async ({ first, reason }) => {
    await filled(file);
    const store = await openStore(`sqlite:${file}`);
    const put = (key: string) => store.write((tx) => tx.insertInto('meta').values({ key, value: '' }).execute());
    await put('x');
    // What SQLite has read is asked for again once somebody else has written.
    const other = new DatabaseSync(file, { timeout: 20_000 });
    other.exec("insert into meta values ('y', ''); pragma wal_checkpoint(truncate)");
    other.close();
    overwrite(file, first, first === 0 ? 1 : 100);
    for (const key of ['a', 'b']) {
      const error: unknown = await put(key).catch((failed: unknown) => failed);
      expect(isStoreFault(error)).toBe(true);
      expect(store.advice(error).reason).toMatch(reason);
    }
    await store.close().catch(() => undefined);
  });

  test.each([
    { what: 'moved away', does: (at: string) => renameSync(at, `${at}.moved`) },
    { what: 'removed', does: (at: string) => rmSync(at) },
    { what: 'replaced', does: (at: string) => (copyFileSync(at, `${at}.new`), renameSync(`${at}.new`, at)) },
  ])('it is $what: nothing is acknowledged that would be lost with the process', async ({ does }) => {
    await filled(file);
    const store = await openStore(`sqlite:${file}`);
    const put = (key: string) => store.write((tx) => tx.insertInto('meta').values({ key, value: '' }).execute());
    await put('x');
    does(file);
    const error: unknown = await put('y').catch((failed: unknown) => failed);
    expect(isStoreFault(error)).toBe(true);
    expect(store.advice(error).reason).toBe('the file was moved, removed or replaced while the service ran');
    if (existsSync(`${file}.moved`)) {
      renameSync(`${file}.moved`, file);
      await put('z');
    }
    await store.close();
  });
});

test('damaged while it serves: 503, no call, no end; started again it refuses; with the backup in place it goes on', async () => {
  const served = await openServed();
  onTestFinished(() => served.close());
  const { sandbox, desk, file: ledger } = served;
  const url = { DATABASE_URL: `sqlite:${ledger}` };
  const running = await served.serve();
  await deliver(served.door, textWebhook('5491155510001', 'wamid.1', 'm0'));
  await eventually(() => [...registered(sandbox).values()].flat(2).length === 2);
  await eventually(async () => JSON.parse((await desk.run(['status', '--json'], url)).out).waiting.tick === 0);
  expect(await desk.run(['db', 'backup', 'backup.db'], url)).toMatchObject({ code: 0 });
  const other = new DatabaseSync(ledger, { timeout: 20_000 });
  other.exec("insert into meta values ('y', ''); pragma wal_checkpoint(truncate)");
  other.close();
  overwrite(ledger, 1, Math.floor(statSync(ledger).size / 4_096) - 1);
  const health = await eventually(async () => {
    const seen = await served.health();
    return seen.status === 503 ? seen : null;
  });
  expect(health.body).toMatchObject({ reason: 'the file is damaged' });
  expect(health.body.fix).toContain('.recover');
  const calls = sandbox.whatsapp.sent.length;
  expect((await served.knock()).status).toBe(503);
  expect(running.child.exitCode).toBeNull();
  running.child.kill('SIGTERM');
  expect(await running.ended).toBeTypeOf('number');
  const again = await desk.run(['serve'], { ...url, UI_LANGUAGE: 'es' });
  expect(again.code).toBe(2);
  expect(again.err).toContain(`no se puede usar la base ${ledger}: el archivo está dañado. Detené el servicio`);
  expect(sandbox.whatsapp.sent.length).toBe(calls);
  for (const end of ['', '-wal', '-shm']) rmSync(`${ledger}${end}`, { force: true });
  copyFileSync(join(desk.folder, 'backup.db'), ledger);
  await served.serve();
  await deliver(served.door, textWebhook('5491155510001', 'wamid.2', 'm1'));
  await eventually(() => [...registered(sandbox).values()].flat(2).length === 4);
  expect(sandbox.whatsapp.sent.map(({ body }) => (body as { text: { body: string } }).text.body)).toEqual([
    're: m0',
    're: m1',
  ]);
});

test('all that is said of a file is said in Spanish too', () => {
  const odd = Object.values(advice)
    .flatMap(({ reason, fix }) => [reason, fix])
    .filter((text) => inSpanish(text) === text);
  expect(odd).toEqual([]);
});
