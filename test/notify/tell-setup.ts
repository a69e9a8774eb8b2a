import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach } from 'vitest';
import { applyStatus } from '../../src/intake/apply-status.ts';
import type { Notice } from '../../src/notify/notice.ts';
import { tellHandler } from '../../src/notify/tell.ts';
import { silentLog } from '../../src/observe/log.ts';
import { listProblems } from '../../src/queue/problems.ts';
import { startSandboxWhatsApp, type SandboxWhatsApp } from '../../src/sandbox/whatsapp/server.ts';
import type { NotifySettings } from '../../src/settings/settings.ts';
import { addNotice, type Way } from '../../src/store/notify/jobs.ts';
import { keepOperatorWrote } from '../../src/store/notify/operator.ts';
import { readWebhook } from '../../src/whatsapp/read/webhook.ts';
import { openRig, type Rig } from '../deliver/rig.ts';
import { effects } from '../effects.ts';
import { open360 } from '../providers/open.ts';
import { notify } from './setup.ts';

export const PHONE = '5491155550199';
/** What comes back, first to last; the last one for all that follow. 0: the connection is cut. */
export let answers: number[];
export let posts: { body: Record<string, unknown>; raw: string; headers: IncomingMessage['headers'] }[];
let server: Server;
export let whatsapp: SandboxWhatsApp;
export let rig: Rig;

/** Before each test of this file somebody who is told and a WhatsApp, until its end; `open` opens the worker between. */
export function withTelling(): void {
  beforeEach(async () => {
    [answers, posts] = [[200], []];
    server = createServer((request, response) => {
      void text(request).then((raw) => {
        posts.push({ raw, body: JSON.parse(raw) as Record<string, unknown>, headers: request.headers });
        const status = (answers.length > 1 ? answers.shift() : answers[0]) ?? 200;
        if (status === 0) request.socket.destroy();
        else response.writeHead(status, { location: 'https://else.example.com/' }).end('taken');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    whatsapp = await startSandboxWhatsApp({ statusDelayMs: 0 });
  });
  afterEach(async () => {
    await rig.worker.stop(0);
    await rig.close();
    await whatsapp.close();
    server.closeAllConnections();
    server.close();
  });
}
/** What comes back from NOTIFY_URL, first to last. */
export const answer = (...given: number[]): void => void (answers = given);

const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=of-the-operator`;

export async function open(given: Partial<NotifySettings> = {}, uiLanguage: 'es' | 'en' = 'es'): Promise<void> {
  const settings = { notify: { ...notify, url: address(), ...given }, uiLanguage, unclearSendWaitMs: 30_000 };
  rig = await openRig('notify', ({ store, clock }) =>
    tellHandler(
      { name: 'main', settings, provider: open360(whatsapp, 1_000), store, clock, log: silentLog() },
      { store, clock, translated: (words, language) => (language === 'es' ? `[es] ${words}` : words) },
    ),
  );
}

let ids = 0;
export async function add(way: Way, given: Partial<Notice> = {}): Promise<string> {
  const id = `n${(ids += 1)}`;
  const at = rig.clock.at;
  const payload: Notice = { id, subject: 'parked', state: 'begun', since: at - 60_000, at, details: {}, ...given };
  await rig.store.write((tx) => addNotice(tx, { channel: 'main', way, id, payload, now: at }));
  return id;
}
export const wrote = (hoursAgo: number) =>
  rig.store.write((tx) => keepOperatorWrote(tx, 'main', { at: rig.clock.at - hoursAgo * 3_600_000, waId: PHONE }));
/** As a process leaves it that is killed while it calls. */
export const killed = () =>
  rig.store.write((tx) =>
    tx
      .updateTable('jobs')
      .set({ effect: `begun ${rig.clock.at} 1`, attempts: 1 })
      .execute(),
  );
export const said = () => whatsapp.sent.map(({ send }) => send.text?.body ?? JSON.stringify(send.template));
export const problems = async () => (await listProblems(rig.store.db, { limit: 10 })).map(({ reason }) => reason);

/** News of it from WhatsApp. */
export async function status(id: string, state: string, errors: object[] = []): Promise<void> {
  const statuses = [
    { id: `wamid.${id}`, status: state, timestamp: '1790000000', biz_opaque_callback_data: id, errors },
  ];
  const read = readWebhook({ entry: [{ changes: [{ field: 'messages', value: { statuses } }] }] }, rig.clock.at);
  for (const one of read.statuses)
    await rig.store.write((tx) =>
      applyStatus(
        tx,
        one,
        rig.clock.at,
        effects(() => 'x', { register: 'off' }),
      ),
    );
}
