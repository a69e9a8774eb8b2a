import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDesk, type Desk } from './run.ts';
import { oldLedger } from '../store/old-ledger.ts';

let desk: Desk;
let old: ReturnType<typeof oldLedger>;
beforeEach(() => {
  old = oldLedger();
  desk = openDesk({ DATABASE_URL: old.url });
});
afterEach(async () => {
  await desk.close();
  old.remove();
});

test('db copy and db backup, in both languages', async () => {
  const copied = await desk.run(['db', 'copy', '--from', old.url, '--to', 'sqlite:./new.db']);
  expect(copied.err).toBe('');
  expect(copied).toMatchObject({ code: 0 });
  expect(copied.out).toMatch(/^Copied and compared: \d+ rows of \d+ tables are in .+new\.db\.\nNow set DATABASE_URL/);
  const again = await desk.run(['db', 'copy', '--from', old.url, '--to', 'sqlite:./new.db'], { UI_LANGUAGE: 'es' });
  expect(again).toMatchObject({ code: 2 });
  expect(again.err).toContain('La base de destino no está vacía');
  const none = await desk.run(['db', 'copy', '--from', 'sqlite:./none.db', '--to', 'sqlite:./other.db']);
  expect(none).toMatchObject({ code: 2 });
  expect(none.err).toContain('There is no database at');
  const saved = await desk.run(['db', 'backup', 'saved.db'], { UI_LANGUAGE: 'es' });
  expect(saved).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Copia guardada en saved\.db \(.+ MB\)\.\n$/) as string,
  });
  const server = await desk.run(['db', 'backup', 'other.db'], {
    DATABASE_URL: 'postgres://app:secret@127.0.0.1:1/app',
  });
  expect(server).toMatchObject({ code: 2 });
  expect(server.err).toContain('pg_dump');
  expect(server.err).not.toContain('secret');
});

const steps = (file: string) => {
  const ledger = new DatabaseSync(file, { readOnly: true });
  const names = ledger.prepare('select name from kysely_migration order by name').all();
  ledger.close();
  return names.map(({ name }) => name);
};

test('a backup leaves a database of an older version as it is, so that this version can go on with either', async () => {
  const before = steps(old.path);
  expect(before.length).toBeLessThan(5);
  const saved = await desk.run(['db', 'backup', 'before.db']);
  expect(saved).toMatchObject({ code: 0, err: '' });
  expect(steps(old.path)).toEqual(before);
  expect(steps(join(desk.folder, 'before.db'))).toEqual(before);
  // One that is up to date keeps when it was backed up: the alert on a backup that is too old reads it.
  await desk.run(['status']);
  expect(steps(old.path).length).toBeGreaterThan(before.length);
  expect(await desk.run(['db', 'backup', 'after.db'])).toMatchObject({ code: 0, err: '' });
  const ledger = new DatabaseSync(old.path, { readOnly: true });
  expect(ledger.prepare("select value from meta where key = 'backup_at'").all()).toHaveLength(1);
  ledger.close();
});
