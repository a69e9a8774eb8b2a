import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NO_ROOM } from '../../src/store/files/file-room.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { contact } from '../store/rows.ts';
import { openDesk, type Desk } from './run.ts';

const SPANISH = { UI_LANGUAGE: 'es' };

let desk: Desk;
let store: Store;
beforeEach(async () => {
  desk = openDesk({ DATABASE_URL: 'sqlite:./files.db', FILES_MAX: '500 MB', PORT: '0' });
  store = await openStore(`sqlite:${join(desk.folder, 'files.db')}`);
});
afterEach(async () => {
  await store.close();
  await desk.close();
});

const keep = (kept: number) =>
  store.write((tx) =>
    tx
      .insertInto('files')
      .values({ message_id: 'm1', position: 0, state: 'ready', source: '{}', size: kept, kept })
      .execute(),
  );

test('status and check say how much room files take', async () => {
  expect((await desk.run(['status'])).out).not.toMatch(/Files for Chatwoot/);
  await keep(123_000_000);
  expect((await desk.run(['status'], SPANISH)).out).toMatch(/Archivos para Chatwoot +0,1 GB de 0,5 GB\n/);
  expect((await desk.run(['status'])).out).toMatch(/Files for Chatwoot +0\.1 GB of 0\.5 GB\n/);
  const { files } = JSON.parse((await desk.run(['status', '--json'])).out) as { files: object };
  expect(files).toEqual({ bytes: 123_000_000, mostBytes: 500_000_000, full: false });
  expect((await desk.run(['check'])).out).toMatch(/files: 0\.1 GB of 0\.5 GB/);
});

test('where files wait for room they say it once, with what can be done', async () => {
  await keep(499_000_000);
  await store.write(async (tx) => {
    const { id } = await contact(tx, { waId: '5491155550123' });
    for (const key of ['fetch:m2', 'fetch:m3']) {
      const job = { kind: 'fetch' as const, lane: key, contact_id: id, key, payload: '{}', state: 'ready' as const };
      await tx
        .insertInto('jobs')
        .values({ ...job, due_at: 0, created_at: 0, last_error: NO_ROOM })
        .execute();
    }
  });
  const { out } = await desk.run(['status'], SPANISH);
  expect(out).toMatch(/\nno queda lugar para archivos \(FILES_MAX\).*\n {2}→ Revisá por qué Chatwoot no los toma/);
  expect((await desk.run(['check'])).out).toMatch(/or raise FILES_MAX/);
});
