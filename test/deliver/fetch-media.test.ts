import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addRegister } from '../../src/deliver/add-outgoing.ts';
import { fetchHandler } from '../../src/deliver/fetch-media.ts';
import { FILE_WAIT_MS } from '../../src/deliver/register.ts';
import { addFile } from '../../src/intake/add-file.ts';
import { silentLog } from '../../src/observe/log.ts';
import { Worker } from '../../src/queue/worker.ts';
import { startSandboxWhatsApp, type SandboxWhatsApp } from '../../src/sandbox/whatsapp/server.ts';
import { sha256Base64 } from '../../src/sandbox/whatsapp/media.ts';
import { openWhatsAppMedia } from '../../src/whatsapp/media.ts';
import { contact, message } from '../store/rows.ts';
import { fileOf } from '../media/people.ts';
import { chatwoot, conversations, incoming, open, rig, say } from './register-setup.ts';

let whatsapp: SandboxWhatsApp;
let fetches: Worker;

beforeEach(async () => {
  await open();
  whatsapp = await startSandboxWhatsApp({ clock: rig.clock });
  const { store, clock } = rig;
  const media = openWhatsAppMedia({ baseUrl: whatsapp.url, apiKey: whatsapp.apiKey, timeoutMs: 2_000 });
  const onJobs = () => rig.worker.wake();
  fetches = new Worker({
    kind: 'fetch',
    store,
    clock,
    random: () => 0,
    token: 'test fetch',
    limit: () => 4,
    handler: fetchHandler({ store, clock, log: silentLog(), media, onJobs }),
    log: silentLog(),
  });
});
afterEach(async () => {
  await fetches.stop(0);
  await whatsapp.close();
});

/** The customer's message with a file, as intake writes it. */
async function sayFile(id: string, bytes = fileOf('application/pdf')): Promise<void> {
  const stored = whatsapp.state.media.add({ bytes, mime: 'application/pdf', name: 'ficha.pdf', origin: 'received' });
  const content = {
    kind: 'media',
    media: 'document',
    id: stored.id,
    url: whatsapp.state.media.address(stored, true),
    mime: 'application/pdf',
    sha256: sha256Base64(bytes),
    caption: null,
    filename: 'ficha.pdf',
    voice: false,
    animated: false,
  } as const;
  const at = rig.clock.at;
  await rig.store.write(async (tx) => {
    const { id: contactId } = await contact(tx, { waId: '5491155550123' });
    const payload = JSON.stringify({ ...content, attached: '' });
    const more = { kind: 'media', text: '📄 ficha.pdf', payload, chatwoot_state: 'queued' as const };
    const row = message({ id, contact_id: contactId, said_at: at, created_at: at, answered_at: at, ...more });
    await tx.insertInto('messages').values(row).execute();
    await addFile(tx, { id, contactId, wamid: `wamid.${id}`, content }, at);
    await addRegister(tx, contactId, id, at);
  });
}

/** Winds the clock by a second at a time, with both workers awake, until it holds. */
async function wind(end: () => Promise<boolean> | boolean): Promise<void> {
  const giveUpAt = Date.now() + 20_000;
  while (!(await end())) {
    if (Date.now() > giveUpAt) throw new Error(`not within 20 s: ${end.toString()}`);
    if (rig.worker.running + fetches.running === 0) rig.clock.at += 1_000;
    rig.worker.wake();
    fetches.wake();
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}
const there = (count: number) => () => incoming().length >= count;
const posted = () => (conversations()[0]?.messages ?? []).filter(({ type }) => type === 0);
const file = () => rig.store.db.selectFrom('files').selectAll().executeTakeFirstOrThrow();

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
  await wind(async () => (await file()).bytes === null);
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
  await vi.waitFor(async () => expect((await file()).state).toBe('ready'), { interval: 5, timeout: 5_000 });
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
  await vi.waitFor(async () => expect((await first().executeTakeFirst())?.last_error).toMatch(/500/), { interval: 5 });
  await sayFile('f2');
  fetches.wake();
  const second = () => rig.store.db.selectFrom('files').select('state').where('message_id', '=', 'f2');
  await vi.waitFor(async () => expect((await second().executeTakeFirst())?.state).toBe('ready'), { interval: 5 });
  expect((await file()).state).toBe('wanted');
});
