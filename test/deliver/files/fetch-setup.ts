import { afterEach, beforeEach, expect, vi } from 'vitest';
import { addRegister } from '../../../src/deliver/add-said.ts';
import { fetchHandler } from '../../../src/deliver/files/fetch-media.ts';
import { fileGate } from '../../../src/deliver/files/file-gate.ts';
import { addFile } from '../../../src/intake/add-file.ts';
import { silentLog, type Log } from '../../../src/observe/log.ts';
import { Worker } from '../../../src/queue/worker.ts';
import { startSandboxWhatsApp, type SandboxWhatsApp } from '../../../src/sandbox/whatsapp/server.ts';
import { sha256Base64 } from '../../../src/sandbox/whatsapp/media.ts';
import { whatsAppTarget } from '../../../src/targets/whatsapp.ts';
import { open360 } from '../../providers/open.ts';
import { contact, message } from '../../store/rows.ts';
import { fileOf } from '../../media/people.ts';
import { conversations, incoming, open, rig, withRegister } from '../register/register-setup.ts';

export let whatsapp: SandboxWhatsApp;
export let fetches: Worker;
export let warned: string[];

/** The worker, with so much room for files. */
export function fetching(mostBytes: number): void {
  const { store, clock } = rig;
  const provider = open360(whatsapp, 2_000);
  const onJobs = () => rig.worker.wake();
  const random = () => 0;
  const target = whatsAppTarget({ clock, random, log: silentLog(), provider, most: () => 8 });
  fetches = new Worker({
    channelId: 'main',
    kind: 'fetch',
    store,
    clock,
    target,
    random,
    token: 'test fetch',
    limit: () => 4,
    handler: fetchHandler({
      store,
      clock,
      log: { ...silentLog(), warn: (_: object, text: string) => void warned.push(text) } as Log,
      provider,
      onJobs,
      gate: fileGate(),
      whatsapp: target,
      mostBytes,
      botFiles: { gate: fileGate(), origins: [] },
    }),
    log: silentLog(),
  });
}
/** Before each test of this file both sides and both workers, until its end. */
export function withFetching(): void {
  withRegister();
  beforeEach(async () => {
    await open();
    warned = [];
    whatsapp = await startSandboxWhatsApp({ clock: rig.clock });
    fetching(1e9);
  });
  afterEach(async () => {
    await fetches.stop(0);
    await whatsapp.close();
  });
}

/** The customer's message with a file, as intake writes it. */
export async function sayFile(id: string, bytes = fileOf('application/pdf')): Promise<void> {
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
export async function wind(end: () => Promise<boolean> | boolean): Promise<void> {
  const giveUpAt = Date.now() + 60_000;
  while (!(await end())) {
    if (Date.now() > giveUpAt) throw new Error(`not within 60 s: ${end.toString()}`);
    if (rig.worker.running + fetches.running === 0) rig.clock.at += 1_000;
    rig.worker.wake();
    fetches.wake();
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}
export const there = (count: number) => () => incoming().length >= count;
export const posted = () => (conversations()[0]?.messages ?? []).filter(({ type }) => type === 0);
export const file = () => rig.store.db.selectFrom('files').selectAll().executeTakeFirstOrThrow();

/** Once through what is due. */
export const settle = async () => {
  fetches.wake();
  await vi.waitFor(() => expect(fetches.running).toBe(0), { interval: 5, timeout: 60_000 });
};
export const fetchJob = (id: string) =>
  rig.store.db.selectFrom('jobs').selectAll().where('key', '=', `fetch:${id}`).executeTakeFirstOrThrow();
