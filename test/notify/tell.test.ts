import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyStatus } from '../../src/intake/apply-status.ts';
import type { Notice } from '../../src/notify/notice.ts';
import { tellHandler } from '../../src/notify/tell.ts';
import { silentLog } from '../../src/observe/log.ts';
import { dropProblems, listProblems, retryProblems } from '../../src/queue/problems.ts';
import { startSandboxWhatsApp, type SandboxWhatsApp } from '../../src/sandbox/whatsapp/server.ts';
import type { NotifySettings } from '../../src/settings/settings.ts';
import { addNotice, type Way } from '../../src/store/notify/jobs.ts';
import { keepOperatorWrote } from '../../src/store/notify/operator.ts';
import { readWebhook } from '../../src/whatsapp/read/webhook.ts';
import { openRig, type Rig } from '../deliver/rig.ts';
import { effects } from '../effects.ts';
import { open360 } from '../providers/open.ts';
import { notify } from './setup.ts';

const SECRET = 'a-secret-of-the-test';
const PHONE = '5491155550199';
/** What comes back, first to last; the last one for all that follow. 0: the connection is cut. */
let answers: number[];
let posts: { body: Record<string, unknown>; raw: string; headers: IncomingMessage['headers'] }[];
let server: Server;
let whatsapp: SandboxWhatsApp;
let rig: Rig;

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

const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=of-the-operator`;

async function open(given: Partial<NotifySettings> = {}, uiLanguage: 'es' | 'en' = 'es'): Promise<void> {
  const settings = { notify: { ...notify, url: address(), ...given }, uiLanguage, unclearSendWaitMs: 30_000 };
  rig = await openRig('notify', ({ store, clock }) =>
    tellHandler(
      { name: 'main', settings, provider: open360(whatsapp, 1_000), store, clock, log: silentLog() },
      { store, clock, translated: (words, language) => (language === 'es' ? `[es] ${words}` : words) },
    ),
  );
}

let ids = 0;
async function add(way: Way, given: Partial<Notice> = {}): Promise<string> {
  const id = `n${(ids += 1)}`;
  const at = rig.clock.at;
  const payload: Notice = { id, subject: 'parked', state: 'begun', since: at - 60_000, at, details: {}, ...given };
  await rig.store.write((tx) => addNotice(tx, { channel: 'main', way, id, payload, now: at }));
  return id;
}
const wrote = (hoursAgo: number) =>
  rig.store.write((tx) => keepOperatorWrote(tx, 'main', { at: rig.clock.at - hoursAgo * 3_600_000, waId: PHONE }));
const said = () => whatsapp.sent.map(({ send }) => send.text?.body ?? JSON.stringify(send.template));
const problems = async () => (await listProblems(rig.store.db, { limit: 10 })).map(({ reason }) => reason);

describe('by NOTIFY_URL', () => {
  test('one signed POST, with what it is about and a sentence in the language of the service', async () => {
    await open({ secret: SECRET });
    const id = await add('url', { details: { reason: 'the key is refused', fix: 'Set it anew.' } });
    await rig.drain();
    expect(posts).toHaveLength(1);
    const [{ body, raw, headers }] = posts as [(typeof posts)[0]];
    expect(body).toEqual({
      ...{ id, channel: 'main', subject: 'parked', state: 'begun', language: 'es' },
      since: expect.stringMatching(/^\d{4}-.*Z$/),
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      text: expect.stringMatching(/^El canal main está detenido: .*\[es\] the key is refused\. \[es\] Set it anew\.$/),
      details: { reason: 'the key is refused', fix: 'Set it anew.' },
    });
    const timestamp = headers['x-optiatiende-timestamp'] as string;
    const digest = createHmac('sha256', SECRET).update(`${timestamp}.${raw}`).digest('hex');
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': id,
      'x-optiatiende-signature': `sha256=${digest}`,
    });
  });

  test('what fails or gives no answer is tried again with the same id, and what came later waits behind it', async () => {
    await open();
    answers = [500, 0, 429, 200];
    const first = await add('url');
    const second = await add('url', { state: 'over' });
    await rig.drain();
    expect(posts.map(({ body }) => body['id'])).toEqual([first, first, first, first, second]);
    expect(posts[0]?.headers['x-optiatiende-signature']).toBeUndefined();
    expect(await problems()).toEqual([]);
  });

  test.each([404, 401, 301])(
    '%i is a problem at once, which can be retried; the next one is told all the same',
    async (status) => {
      await open();
      answers = [status, 200];
      const first = await add('url');
      const second = await add('url', { state: 'over' });
      await rig.drain();
      expect(await problems()).toEqual([`NOTIFY_URL answered ${status}`]);
      await retryProblems(rig.store, { of: 'all', now: rig.clock.at });
      await rig.drain();
      expect(posts.map(({ body }) => body['id'])).toEqual([first, second, first]);
      expect(await problems()).toEqual([]);
    },
  );

  test('nobody is tried for ever: after a day it is a problem, without the address in it', async () => {
    await open();
    answers = [500];
    const hour = 3_600_000;
    const ago = (ms: number) => ({ at: rig.clock.at - ms });
    await add('url', ago(23.9 * hour));
    const began = rig.clock.at;
    await rig.drain();
    expect(rig.clock.at - began).toBeGreaterThanOrEqual(0.1 * hour);
    expect(rig.clock.at - began).toBeLessThan(hour);
    const all = await listProblems(rig.store.db, { limit: 10 });
    expect(all).toMatchObject([{ what: 'notify', reason: 'nobody could be told for a day: NOTIFY_URL answered 500' }]);
    expect(JSON.stringify(all)).not.toContain('key=');
    await dropProblems(rig.store, { of: 'all', now: rig.clock.at });
    expect(await problems()).toEqual([]);
  });

  test('where the setting was taken away there is nobody to tell', async () => {
    await open({ url: null });
    await add('url');
    await rig.drain();
    expect([posts, await problems()]).toEqual([[], []]);
  });
});

describe('by NOTIFY_PHONE', () => {
  test('free words within 24 hours after the phone wrote, one line', async () => {
    await open({ phone: PHONE }, 'en');
    await wrote(1);
    await add('phone', { subject: 'waiting', details: { people: 3, minutes: 12 } });
    await add('phone', { subject: 'waiting', state: 'over' });
    await rig.drain();
    expect(said()).toEqual([
      '3 people wait for an answer from you in channel main, the first for 12 min.',
      'Nobody waits for an answer from you in channel main any more.',
    ]);
    expect(whatsapp.sent.map(({ send }) => send.to)).toEqual([PHONE, PHONE]);
  });

  test('else the template, with the words as its parameter', async () => {
    await open({ phone: PHONE, template: { name: 'service_news', language: 'es_AR' } });
    await wrote(24);
    await add('phone', { subject: 'chatwoot', details: { reason: 'no answer\nin time' } });
    await rig.drain();
    expect(whatsapp.sent.map(({ send }) => send.template)).toMatchObject([
      {
        name: 'service_news',
        components: [{ parameters: [{ text: expect.stringMatching(/^Chatwoot no funciona.*no answer in time/) }] }],
      },
    ]);
  });

  test('without one it is a problem that says what to do, and nothing is tried', async () => {
    await open({ phone: PHONE });
    await add('phone');
    await wrote(25);
    await rig.drain();
    expect(said()).toEqual([]);
    expect(await listProblems(rig.store.db, { limit: 10 })).toMatchObject([
      { reason: expect.stringContaining('24 hours'), fix: expect.stringContaining('NOTIFY_TEMPLATE') },
    ]);
    await wrote(0);
    await retryProblems(rig.store, { of: 'all', now: rig.clock.at });
    await rig.drain();
    expect(said()).toHaveLength(1);
  });

  test('killed while it was sent: the status that came tells that it arrived, and it is not sent again', async () => {
    await open({ phone: PHONE });
    await wrote(1);
    const id = await add('phone');
    const killed = { effect: `begun ${rig.clock.at} 1`, attempts: 1 };
    await rig.store.write((tx) => tx.updateTable('jobs').set(killed).where('kind', '=', 'notify').execute());
    await status(id, 'delivered');
    await rig.drain();
    expect([said(), await problems()]).toEqual([[], []]);
  });

  test('and without a status it is sent once more, once', async () => {
    await open({ phone: PHONE });
    await wrote(1);
    await add('phone');
    const killed = { effect: `begun ${rig.clock.at} 1`, attempts: 1 };
    await rig.store.write((tx) => tx.updateTable('jobs').set(killed).where('kind', '=', 'notify').execute());
    const began = rig.clock.at;
    await rig.drain();
    expect(said()).toHaveLength(1);
    expect(rig.clock.at - began).toBeGreaterThanOrEqual(30_000);
  });

  test('a refusal that comes later is a problem', async () => {
    await open({ phone: PHONE });
    await wrote(1);
    const id = await add('phone');
    await rig.drain();
    await status(id, 'failed', [{ code: 131047, title: 'Re-engagement message' }]);
    expect(await problems()).toEqual([expect.stringContaining('Re-engagement')]);
    // News that comes twice, or of what nobody knows, changes nothing.
    await status(id, 'failed', [{ code: 131047, title: 'Re-engagement message' }]);
    await status('else', 'failed', [{ code: 131047, title: 'Re-engagement message' }]);
    expect(await problems()).toHaveLength(1);
  });

  test('where WhatsApp gives no answer it is called twice, and then it is a problem', async () => {
    await open({ phone: PHONE });
    await wrote(1);
    await add('phone');
    whatsapp.faults.set([{ kind: 'fail_after', method: 'POST', path: '/messages$', times: 100 }]);
    await rig.drain();
    expect(await problems()).toEqual([expect.stringContaining('sent twice')]);
    expect(said()).toHaveLength(2);
  });
});

async function status(id: string, state: string, errors: object[] = []): Promise<void> {
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
