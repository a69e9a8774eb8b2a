import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backupFile } from '../../src/store/backup.ts';
import { copyLedger, CopyRefused } from '../../src/store/copy/copy-ledger.ts';
import { refuseHalf } from '../../src/store/copy/copy-mark.ts';
import { TABLES } from '../../src/store/copy/tables-to-copy.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { sql } from '../../src/store/sql.ts';
import { sharedDatabase } from './databases.ts';
import { oldLedger } from './old-ledger.ts';
import { contact } from './rows.ts';

/** A ledger of real traffic, and an empty one of the kind that these tests run over. */
let old: ReturnType<typeof oldLedger>;
let made: Awaited<ReturnType<typeof sharedDatabase.make>>;
let source: Store;
let target: Store;
const NOW = Date.now();
beforeEach(async () => {
  old = oldLedger();
  made = await sharedDatabase.make();
  source = await openStore(old.url);
  target = await openStore(made.url);
  // What one database holds and the other does not: a fraction where whole numbers stand, the character 0.
  await sql`update jobs set due_at = due_at + 0.5 where id = 1`.execute(source.db);
  await sql`update messages set text = ${'a\0b'} where id = (select min(id) from messages)`.execute(source.db);
  await sql`insert into pieces (file_id, number, bytes) values (1, 0, ${Buffer.from([0, 255, 10])})`.execute(source.db);
});
afterEach(async () => {
  await source.close();
  await target.close();
  await made.remove();
  old.remove();
});

const copy = (onProgress: Parameters<typeof copyLedger>[3] = () => undefined) =>
  copyLedger({ store: source, place: old.path }, target, NOW, onProgress);
const counts = async ({ db }: Store) => {
  const found: Record<string, number> = {};
  for (const table of TABLES) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)} where ${
      table === 'meta' ? sql`key <> 'health'` : sql`true`
    }`.execute(db);
    found[table] = Number(rows[0]?.n);
  }
  return found;
};

test('all of a ledger is in the other one: every row of every table, and ids go on behind the last', async () => {
  const copied = await copy();
  expect(Object.fromEntries(copied)).toEqual(await counts(source));
  expect(await counts(target)).toEqual(await counts(source));
  expect(copied.get('messages')).toBeGreaterThan(50);
  const rows = ({ db }: Store) => db.selectFrom('messages').selectAll().orderBy('id').offset(1).limit(100).execute();
  expect(await rows(target)).toEqual(await rows(source));
  const last = (await source.db.selectFrom('contacts').select('id').orderBy('id', 'desc').executeTakeFirst())?.id ?? 0;
  const { id } = await target.write((tx) => contact(tx, { waId: '5493415559999' }));
  expect(id).toBeGreaterThan(last);
  await refuseHalf(target);
});

test.each([1, 4, 9, 14])(
  'broken off at step %i it goes on where it ended, and nobody works on half of it',
  async (step) => {
    let steps = 0;
    const broken = copy(() => {
      if ((steps += 1) === step) throw new Error('the lights went out');
    });
    await expect(broken).rejects.toThrow('the lights went out');
    await expect(refuseHalf(target)).rejects.toThrow(/the copy from .+ into this database is not finished/);
    const seen: string[] = [];
    await copy(({ table, step: what, rows }) => seen.push(`${table} ${what} ${rows}`));
    expect(await counts(target)).toEqual(await counts(source));
    await refuseHalf(target);
  },
);

const refusal = async () => {
  const error: unknown = await copy().catch((failed: unknown) => failed);
  return error instanceof CopyRefused ? [error.why, error.table] : error;
};

test('refused: into what is not empty, from what is worked on, and where both differ afterwards', async () => {
  await sql`update jobs set state = 'ready', lease_token = 'a', lease_until = ${NOW + 60_000} where id = 1`.execute(
    source.db,
  );
  expect(await refusal()).toEqual(['running', null]);
  await sql`update jobs set lease_token = null, lease_until = 0 where id = 1`.execute(source.db);
  await sql`insert into events (source, raw, received_at) values ('whatsapp', '{}', 0)`.execute(target.db);
  expect(await refusal()).toEqual(['not empty', 'events']);
  await sql`delete from events`.execute(target.db);
  await copy();
});

test('somebody writes into the old one meanwhile: it is found out', async () => {
  let said = false;
  const copying = copy(({ table }) => {
    if (table !== 'places' || said) return;
    said = true;
    void sql`insert into contacts (channel_id, created_at) values ('main', 0)`.execute(source.db);
  });
  await expect(copying).rejects.toThrow(CopyRefused);
});

test('a backup of a file that is written to: whole, and another time not over it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-backup-'));
  const file = join(folder, 'copy.db');
  const held = source.write((tx) => tx.insertInto('meta').values({ key: 'late', value: '1' }).execute());
  expect((await backupFile(old.path, file)).bytes).toBeGreaterThan(10_000);
  await held;
  const copied = await openStore(`sqlite:${file}`);
  const { meta: _, ...rest } = await counts(copied);
  expect(await counts(source)).toMatchObject(rest);
  await copied.close();
  await expect(backupFile(old.path, file)).rejects.toThrow(/is there already/);
  writeFileSync(join(folder, 'no.db'), 'no database');
  await expect(backupFile(join(folder, 'no.db'), join(folder, 'other.db'))).rejects.toThrow(/cannot be used/);
  await expect(backupFile(old.path, join(folder, 'none', 'other.db'))).rejects.toThrow(/could not be written/);
  expect(existsSync(join(folder, 'other.db.part'))).toBe(false);
  rmSync(folder, { recursive: true, force: true });
});
