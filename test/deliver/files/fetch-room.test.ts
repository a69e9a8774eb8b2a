import { describe, expect, test } from 'vitest';
import { fileRoom, NO_ROOM } from '../../../src/store/files/file-room.ts';
import { deleteLeaving, keptBytes } from '../../../src/store/files/pieces.ts';
import {
  whatsapp,
  warned,
  fetching,
  sayFile,
  wind,
  there,
  posted,
  file,
  settle,
  fetchJob,
  withFetching,
} from './fetch-setup.ts';
import { chatwoot, incoming, rig } from '../register/register-setup.ts';

withFetching();

const DAY = 24 * 3_600_000;

/** Lets go of what is not needed any more, as the service does all the time, until `work` has ended. */
async function lettingGo(work: () => Promise<void>): Promise<void> {
  let isOver = false;
  const letting = (async () => {
    while (!isOver) {
      await deleteLeaving(rig.store);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  try {
    await work();
  } finally {
    isOver = true;
    await letting;
  }
}

describe('where no room is left for files', () => {
  test('nothing is fetched, it is said once, and they come as soon as there is room', async () => {
    chatwoot.faults.set([{ kind: 'fail_before' }]);
    fetching(7_000);
    for (const id of ['f1', 'f2', 'f3', 'f4']) await sayFile(id);
    const waiting = () =>
      rig.store.db.selectFrom('jobs').select(['attempts']).where('last_error', '=', NO_ROOM).execute();
    await wind(async () => (await waiting()).length === 2);
    expect(await keptBytes(rig.store.db)).toBe(6_000);
    expect(warned.filter((text) => text === NO_ROOM)).toHaveLength(1);
    expect(await fileRoom(rig.store.db, 7_000)).toEqual({ bytes: 6_000, mostBytes: 7_000, full: true });
    // No attempt is lost by waiting, nor is WhatsApp asked again and again.
    const asked = () => whatsapp.requests.log.length;
    const before = asked();
    rig.clock.at += 60_000;
    await settle();
    expect(asked()).toBe(before);
    expect(await waiting()).toEqual([{ attempts: 0 }, { attempts: 0 }]);

    chatwoot.faults.set([]);
    await wind(there(4));
    await lettingGo(() => wind(() => posted().filter(({ attachments }) => attachments.length === 1).length === 4));
    await rig.drain();
    await deleteLeaving(rig.store);
    expect(await fileRoom(rig.store.db, 7_000)).toEqual({ bytes: 0, mostBytes: 7_000, full: false });
  });

  test('one that WhatsApp keeps no longer is registered as text with the reason', async () => {
    fetching(2_000);
    await sayFile('f1');
    await wind(async () => (await fetchJob('f1')).last_error === NO_ROOM);
    rig.clock.at += 7 * DAY;
    await wind(() => incoming().some((text) => text?.includes('⚠️ El archivo no se pudo pasar')));
    expect((await file()).error).toMatch(/FILES_MAX/);
  });

  test('a problem that waits for the operator makes room for what is new', async () => {
    fetching(4_000);
    await sayFile('f1');
    const change = { state: 'problem' as const, last_error: 'x' };
    await rig.store.write((tx) => tx.updateTable('jobs').set(change).where('key', '=', 'register:f1').execute());
    await settle();
    await sayFile('f2');
    await lettingGo(() => wind(() => posted().some(({ attachments }) => attachments.length === 1)));
    expect((await file()).state).toBe('failed');
  });
});
