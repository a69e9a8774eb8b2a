import { expect, test, vi } from 'vitest';
import { FILE_WAIT_MS } from '../../../src/deliver/register.ts';
import { deleteLeaving, keptBytes, pieceSink } from '../../../src/store/files/pieces.ts';
import { fileOf } from '../../media/people.ts';
import {
  whatsapp,
  fetches,
  fetchJob,
  sayFile,
  wind,
  there,
  posted,
  file,
  settle,
  withFetching,
} from './fetch-setup.ts';
import { chatwoot, conversations, incoming, rig, say } from '../register/register-setup.ts';

withFetching();

test('a file that is slow holds its message up, and what was said after it, only so long; it follows when it comes', async () => {
  const began = rig.clock.at;
  whatsapp.faults.set([{ kind: 'fail_before', method: 'GET' }]);
  await sayFile('f1');
  await say('después');
  await wind(there(2));
  expect(rig.clock.at - began).toBeGreaterThan(FILE_WAIT_MS);
  expect(rig.clock.at - began).toBeLessThan(FILE_WAIT_MS + 30_000);
  expect(incoming()).toEqual(['📄 ficha.pdf', 'después']);
  expect(posted()[0]?.attachments).toEqual([]);

  whatsapp.faults.set([]);
  await wind(there(3));
  expect(incoming().at(-1)).toMatch(/↪ “📄 ficha\.pdf”$/);
  expect(Buffer.from(posted()[2]?.attachments[0]?.bytes ?? []).equals(fileOf('application/pdf'))).toBe(true);
  await wind(async () => (await file()).leaving === 1);
  await rig.drain();
  expect(posted()).toHaveLength(3);
});

test('a late file that never comes is told of, once, with the reason', async () => {
  whatsapp.faults.set([{ kind: 'fail_before', method: 'GET' }]);
  await sayFile('f1');
  await wind(there(1));
  whatsapp.faults.set([{ kind: 'not_found', method: 'GET' }]);
  await wind(there(2));
  expect(incoming()[1]).toMatch(/↪ “📄 ficha\.pdf”\n⚠️ El archivo no se pudo pasar/);
  expect(posted()[1]?.attachments).toEqual([]);
  await rig.drain();
  expect(posted()).toHaveLength(2);
});

test('a late file whose text was perhaps posted changes nothing of that text', async () => {
  whatsapp.faults.set([{ kind: 'fail_before', method: 'GET' }]);
  await say('antes');
  await wind(there(1));
  chatwoot.faults.set([{ kind: 'fail_after', method: 'POST', path: '/messages$', times: 1 }]);
  await sayFile('f1');
  await wind(there(2));
  whatsapp.faults.set([]);
  await wind(there(3));
  await rig.drain();
  expect(incoming().slice(0, 2)).toEqual(['antes', '📄 ficha.pdf']);
  expect(posted().map(({ attachments }) => attachments.length)).toEqual([0, 0, 1]);
});

test('killed while the message waited for its file: it goes on waiting', async () => {
  await sayFile('f1');
  // As a claim leaves it that nobody ends.
  const change = { attempts: 1, lease_token: 'gone', lease_until: rig.clock.at };
  await rig.store.write((tx) => tx.updateTable('jobs').set(change).where('kind', '=', 'register').execute());
  const began = rig.clock.at;
  await rig.windUntil(() => rig.clock.at - began > 5_000);
  expect(conversations()).toEqual([]);
  await wind(there(1));
  expect(posted()[0]?.attachments).toHaveLength(1);
});

test('killed between fetch and register: the file is on the disk, and posted once', async () => {
  await sayFile('f1');
  fetches.wake();
  await vi.waitFor(async () => expect((await file()).state).toBe('ready'), { interval: 5, timeout: 60_000 });
  expect(conversations()).toEqual([]);
  // 360dialog has it no more, nor is it asked.
  whatsapp.faults.set([{ kind: 'not_found', method: 'GET' }]);
  await wind(there(1));
  expect(posted()[0]?.attachments).toHaveLength(1);
  expect(whatsapp.requests.log.filter(({ method }) => method === 'GET')).toHaveLength(1);
});

test('a file that cannot be had does not hold up the others of the person', async () => {
  // Its address, then its id.
  whatsapp.faults.set([{ kind: 'fail_before', method: 'GET', times: 1 }]);
  await sayFile('f1');
  fetches.wake();
  const first = () => rig.store.db.selectFrom('jobs').select('last_error').where('key', '=', 'fetch:f1');
  await vi.waitFor(async () => expect((await first().executeTakeFirst())?.last_error).toMatch(/500/), {
    interval: 5,
    timeout: 60_000,
  });
  await sayFile('f2');
  fetches.wake();
  const second = () => rig.store.db.selectFrom('files').select('state').where('message_id', '=', 'f2');
  await vi.waitFor(async () => expect((await second().executeTakeFirst())?.state).toBe('ready'), {
    interval: 5,
    timeout: 60_000,
  });
  expect((await file()).state).toBe('wanted');
});

test('a file that is damaged, or cut in its middle, leaves nothing behind', async () => {
  whatsapp.faults.set([{ kind: 'cut_after', method: 'GET' }]);
  await sayFile('f1', fileOf('application/pdf', 600_000));
  await settle();
  expect(await file()).toMatchObject({ state: 'wanted' });
  await deleteLeaving(rig.store);
  expect(await keptBytes(rig.store.db)).toBe(0);
  expect(await rig.store.db.selectFrom('pieces').select('number').execute()).toEqual([]);
  whatsapp.faults.set([]);
  await wind(there(1));
  expect(posted()[0]?.attachments[0]?.bytes).toHaveLength(600_000);
});

test('killed in the middle of a file: it is begun anew and whole', async () => {
  const bytes = fileOf('application/pdf', 600_000);
  await sayFile('f1', bytes);
  const sink = pieceSink(rig.store, (await file()).id, 1e9);
  await sink.begin(900_000);
  await sink.write(Buffer.alloc(900_000, 7));
  await sink.end();
  await wind(there(1));
  expect(Buffer.from(posted()[0]?.attachments[0]?.bytes ?? []).equals(bytes)).toBe(true);
});

test.each([302, 403, 503, 200])('a page of maintenance (%i) in front of 360dialog costs no file', async (status) => {
  whatsapp.faults.set([{ kind: 'maintenance', ...(status === 302 ? {} : { status }) }]);
  const began = rig.clock.at;
  await sayFile('f1');
  await wind(() => rig.clock.at - began > 60_000);
  expect(await fetchJob('f1')).toMatchObject({ state: 'ready' });
  whatsapp.faults.set([]);
  await wind(there(1));
  expect(Buffer.from(posted()[0]?.attachments[0]?.bytes ?? []).equals(fileOf('application/pdf'))).toBe(true);
});
