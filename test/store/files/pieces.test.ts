import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrations } from '../../../src/store/migrations.ts';
import { openStore, type Store } from '../../../src/store/open.ts';
import { openSqlite, sqliteDialect } from '../../../src/store/sqlite.ts';
import {
  deleteLeaving,
  keptBytes,
  letFilesGo,
  NoRoom,
  NotWanted,
  PIECE_BYTES,
  pieceSink,
  readPieces,
} from '../../../src/store/files/pieces.ts';
import { letUnneededGo, makeRoom } from '../../../src/store/files/unneeded-files.ts';
import type { FileTable } from '../../../src/store/files/file-tables.ts';
import type { JobState } from '../../../src/store/tables.ts';
import { databases, emptyStore, type TestStore } from '../databases.ts';
import { contact, message } from '../rows.ts';

describe.each(databases)('$name', (database) => {
  let opened: TestStore;
  let store: Store;
  beforeEach(async () => {
    opened = await emptyStore(database);
    ({ store } = opened);
  });
  afterEach(() => opened.close());

  const ROOM = 10 * PIECE_BYTES;
  async function addFile(messageId: string, state: FileTable['state'] = 'wanted'): Promise<number> {
    const values = { message_id: messageId, position: 0, state, source: '{}' };
    const { id } = await store.write((tx) =>
      tx.insertInto('files').values(values).returning('id').executeTakeFirstOrThrow(),
    );
    return id;
  }
  async function fill(id: number, bytes: Uint8Array, told: number | null = bytes.length): Promise<void> {
    const sink = pieceSink(store, id, ROOM);
    await sink.begin(told);
    // As a socket gives them: in no size that fits.
    for (let from = 0; from < bytes.length; from += 65_521) await sink.write(bytes.subarray(from, from + 65_521));
    await sink.end();
  }
  async function bytesOf(id: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for await (const piece of readPieces(store.db, id)) parts.push(piece);
    return Buffer.concat(parts);
  }
  const sizes = async (id: number) =>
    (await store.db.selectFrom('pieces').select('bytes').where('file_id', '=', id).orderBy('number').execute()).map(
      ({ bytes }) => bytes.length,
    );
  const pieces = async () => (await store.db.selectFrom('pieces').select('number').execute()).length;
  const row = (id: number) => store.db.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const set = (id: number, change: object) =>
    store.write((tx) => tx.updateTable('files').set(change).where('id', '=', id).execute());

  test.each([0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES])(
    '%i bytes come back as they were, in pieces of 256 kB',
    async (size) => {
      const id = await addFile('m1');
      const bytes = randomBytes(size);
      await fill(id, bytes);
      expect((await bytesOf(id)).equals(bytes)).toBe(true);
      const all = await sizes(id);
      expect(all).toHaveLength(Math.ceil(size / PIECE_BYTES));
      expect(all.slice(0, -1).every((one) => one === PIECE_BYTES)).toBe(true);
      expect(await keptBytes(store.db)).toBe(size);
    },
  );

  test('begun anew, nothing is left of the first time', async () => {
    const id = await addFile('m1');
    await fill(id, randomBytes(9 * PIECE_BYTES));
    const bytes = randomBytes(PIECE_BYTES + 7);
    await fill(id, bytes);
    expect((await bytesOf(id)).equals(bytes)).toBe(true);
  });

  test('no file begins for which there is no room; what was told counts at once', async () => {
    const [first, second, third] = [await addFile('m1'), await addFile('m2'), await addFile('m3')];
    await pieceSink(store, first, ROOM).begin(8 * PIECE_BYTES);
    await expect(pieceSink(store, second, ROOM).begin(3 * PIECE_BYTES)).rejects.toThrow(NoRoom);
    await fill(third, randomBytes(2 * PIECE_BYTES));
    expect(await keptBytes(store.db)).toBe(10 * PIECE_BYTES);
    await expect(pieceSink(store, second, ROOM).begin(null)).rejects.toThrow(NoRoom);
  });

  test('one whose size was not told, or told wrong, ends where the room does', async () => {
    const first = await addFile('m1');
    await fill(first, randomBytes(8 * PIECE_BYTES));
    for (const told of [null, 5]) {
      const second = await addFile(`m2 ${told}`);
      await expect(fill(second, randomBytes(3 * PIECE_BYTES), told)).rejects.toThrow(NoRoom);
      await set(second, { leaving: 1 });
      await deleteLeaving(store);
    }
    expect(await keptBytes(store.db)).toBe(8 * PIECE_BYTES);
  });

  test('who was overtaken writes no more', async () => {
    const id = await addFile('m1');
    const sink = pieceSink(store, id, ROOM);
    await sink.begin(2 * PIECE_BYTES);
    await sink.write(randomBytes(PIECE_BYTES));
    await set(id, { state: 'ready' });
    await expect(sink.write(randomBytes(PIECE_BYTES))).rejects.toThrow(NotWanted);
    expect(await pieces()).toBe(1);
  });

  test('what is let go is deleted a few pieces at a time, and gives its room back', async () => {
    const [first, second] = [await addFile('m1'), await addFile('m2')];
    await fill(first, randomBytes(9 * PIECE_BYTES));
    await fill(second, randomBytes(10));
    await set(first, { state: 'ready' });
    await store.write((tx) => letFilesGo(tx, 'm1'));
    const most: number[] = [];
    const counting: Store = {
      ...store,
      write: async (work) => {
        const before = await pieces();
        const value = await store.write(work);
        most.push(before - (await pieces()));
        return value;
      },
    };
    expect(await deleteLeaving(counting)).toBe(1);
    expect(Math.max(...most)).toBeLessThanOrEqual(8);
    expect(await sizes(first)).toEqual([]);
    expect(await sizes(second)).toEqual([10]);
    expect(await keptBytes(store.db)).toBe(10);
    expect(await row(first)).toMatchObject({ state: 'ready', kept: 0, leaving: 0 });
  });

  test('let go and fetched anew at the same time: the new one is whole', async () => {
    const id = await addFile('m1');
    await fill(id, randomBytes(9 * PIECE_BYTES));
    await set(id, { leaving: 1 });
    const bytes = randomBytes(9 * PIECE_BYTES);
    await Promise.all([deleteLeaving(store), fill(id, bytes)]);
    await deleteLeaving(store);
    expect((await bytesOf(id)).equals(bytes)).toBe(true);
  });

  async function withJob(name: string, key: string, job: JobState | null, state: FileTable['state'], created = 9_000) {
    const { id: contactId } = await store.write((tx) => contact(tx, { waId: '5491155550123' }));
    const row = message({ id: name, contact_id: contactId, created_at: created });
    await store.write((tx) => tx.insertInto('messages').values(row).execute());
    const id = await addFile(name);
    await fill(id, randomBytes(10));
    await set(id, { state });
    if (job === null) return id;
    const kind = key.startsWith('fetch') ? ('fetch' as const) : ('register' as const);
    const values = { kind, lane: key, contact_id: contactId, key, payload: '{}', state: job, due_at: 0, created_at: 0 };
    await store.write((tx) => tx.insertInto('jobs').values(values).execute());
    return id;
  }

  test.each<[string, boolean, [string, string, JobState | null, FileTable['state'], number?]]>([
    ['waits to be registered', true, ['m', 'register:m', 'ready', 'ready']],
    ['waits behind another', true, ['m', 'register:m', 'waiting', 'ready']],
    ['is a new problem', true, ['m', 'register:m', 'problem', 'ready']],
    ['is an old problem', false, ['m', 'register:m', 'problem', 'ready', 1]],
    ['was registered, or its problem dropped', false, ['m', 'register:m', 'done', 'ready']],
    ['has no job any more', false, ['m', 'register:m', null, 'ready']],
    ['is being fetched', true, ['m', 'fetch:m', 'ready', 'wanted']],
    ['is being fetched late', true, ['m.file', 'fetch:m', 'ready', 'wanted']],
    ['was given up in the middle', false, ['m', 'fetch:m', 'problem', 'wanted']],
    ['nobody fetches', false, ['m', 'fetch:m', null, 'wanted']],
    ['failed', false, ['m', 'register:m', 'ready', 'failed']],
  ])('a file whose message %s: it stays: %s', async (_, stays, given) => {
    const id = await withJob(...given);
    await letUnneededGo(store, 5_000);
    await deleteLeaving(store);
    expect((await sizes(id)).length > 0).toBe(stays);
  });

  test('room is made by the oldest problem that has a file, and it says so', async () => {
    await store.write(async (tx) => expect(await makeRoom(tx)).toBe(false));
    const first = await withJob('m1', 'register:m1', 'problem', 'ready');
    const second = await withJob('m2', 'register:m2', 'problem', 'ready');
    await withJob('m3', 'register:m3', 'ready', 'ready');
    await store.write(async (tx) => expect(await makeRoom(tx)).toBe(true));
    expect(await row(first)).toMatchObject({ state: 'failed', error: expect.stringMatching(/FILES_MAX/) as string });
    expect(await row(second)).toMatchObject({ state: 'ready' });
  });
});

test('files of an older ledger are carried over into pieces', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-pieces-'));
  const path = join(folder, 'ledger');
  try {
    // The ledger as it was: all steps before this one.
    const db = new Kysely<unknown>({ dialect: sqliteDialect(openSqlite(`${path}.old`)) });
    const first = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '005'));
    await new Migrator({ db, provider: { getMigrations: () => Promise.resolve(first) } }).migrateToLatest();
    await db.destroy();
    const large = randomBytes(3 * PIECE_BYTES + 5);
    const before = new DatabaseSync(`${path}.old`);
    const add = before.prepare(
      `insert into files (message_id, position, state, source, mime, name, size, bytes) values (?, 0, ?, '{}', 'image/png', 'a.png', ?, ?)`,
    );
    add.run('large', 'ready', large.length, large);
    add.run('small', 'ready', 3, Buffer.from('abc'));
    add.run('empty', 'ready', 0, Buffer.alloc(0));
    add.run('passed', 'ready', 9, null);
    add.run('wanted', 'wanted', null, null);
    before.close();

    const store = await openStore(`sqlite:${path}.old`);
    const files = await store.db.selectFrom('files').selectAll().orderBy('id').execute();
    expect(files.map(({ message_id, state, kept, name }) => [message_id, state, kept, name])).toEqual([
      ['large', 'ready', large.length, 'a.png'],
      ['small', 'ready', 3, 'a.png'],
      ['empty', 'ready', 0, 'a.png'],
      ['passed', 'ready', 0, 'a.png'],
      ['wanted', 'wanted', 0, 'a.png'],
    ]);
    const got: Uint8Array[] = [];
    for await (const piece of readPieces(store.db, 1)) got.push(piece);
    expect(Buffer.concat(got).equals(large)).toBe(true);
    expect(got.map(({ length }) => length)).toEqual([PIECE_BYTES, PIECE_BYTES, PIECE_BYTES, 5]);
    await store.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
